package io.retort.reproduction;

import io.qameta.allure.Allure;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Link;
import io.retort.claim.Observations;
import io.retort.claim.Outcome;
import io.retort.claim.Paper;
import io.retort.claim.ReferenceResults;
import io.retort.claim.Verdict;
import io.retort.experiment.CellResult;
import io.retort.experiment.ConsoleProgress;
import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.experiment.ForkedExecutor;
import io.retort.experiment.Progress;
import io.retort.experiment.Reply;
import io.retort.experiment.RunSummary;
import io.retort.experiment.Settings;
import io.retort.provenance.Fingerprint;
import io.retort.provenance.Json;
import io.retort.report.ExperimentFigures;
import io.retort.report.JmhResults;
import io.retort.report.ObservationsCsv;
import io.retort.training.Scale;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** One experiment as a set of tests: runs it once, then asserts verdict by verdict. */
final class Reproduction {
  private final Experiment experiment;
  private final Settings settings;
  private final RunSummary summary;
  private final List<CellResult> results;
  private final ReferenceResults reference;
  private boolean isAttached;
  private static @Nullable ForkedExecutor workers;

  private Reproduction(Experiment experiment, Settings settings, RunSummary summary) {
    this.experiment = experiment;
    this.settings = settings;
    this.summary = summary;
    this.results = summary.results(settings.storeFolder());
    this.reference = new ReferenceResults(settings.reference());
  }

  /** Those of all experiments, which end with this process. */
  private static synchronized ForkedExecutor workers(Settings settings) {
    if (workers == null) {
      workers = new ForkedExecutor(settings);
    }
    return workers;
  }

  /** Trains what the store lacks; skips the tests when the settings select other experiments. */
  static Reproduction of(String id) throws IOException {
    Settings settings = Settings.fromSystem();
    Experiment experiment = Experiments.byId(id);
    String whyNot = settings.whyNot(experiment);
    Assumptions.assumeTrue(whyNot.isEmpty(), whyNot);
    try (Progress progress = new ConsoleProgress(System.out, ConsoleProgress.onTerminal())) {
      RunSummary summary = new Reply(experiment, settings, workers(settings), progress).give();
      summary.write(settings.out());
      return new Reproduction(experiment, settings, summary);
    }
  }

  /** A verdict under the name that people read. */
  record Named(Verdict verdict) {
    @Override
    public String toString() {
      return verdict.statement()
          + (verdict.variant().isEmpty() ? "" : " [" + verdict.variant() + "]");
    }
  }

  String paper() {
    return experiment.paper();
  }

  Stream<Named> claims() {
    return verdicts().filter(n -> n.verdict().question() != Verdict.Question.REGRESSION);
  }

  Stream<Named> gated() {
    return verdicts().filter(n -> n.verdict().question() == Verdict.Question.REGRESSION);
  }

  private Stream<Named> verdicts() {
    return summary.verdicts().stream().map(Named::new);
  }

  /** A regression fails; a gate that cannot judge is skipped with its reason. */
  void assertGate(Verdict verdict) throws IOException {
    describe(verdict);
    Assumptions.assumeTrue(verdict.outcome() != Outcome.NOT_APPLICABLE, note(verdict));
    Assertions.assertEquals(Outcome.NO_REGRESSION, verdict.outcome(), () -> note(verdict));
  }

  /**
   * At paper scale, on the paper's data, a claim that does not hold fails, unless the ledger lists
   * it as a known deviation; elsewhere, and for readings beside the default, it is reported. What
   * cannot be judged or does not hold without failing is skipped, so that it stays visible.
   */
  void assertClaim(Verdict verdict) throws IOException {
    boolean byDefault =
        verdict.variant().isEmpty() || verdict.variant().equals(experiment.defaultReading());
    boolean atFullSize =
        experiment.isDeterministic()
            || settings.scale() == Scale.PAPER && experiment.isPaperData(summary.dataFingerprint());
    boolean asserted = atFullSize && byDefault && verdict.knownDeviation() == null;
    describe(verdict);
    if (!verdict.outcome().acceptable() && asserted) {
      Assertions.fail(note(verdict));
    }
    Assumptions.assumeTrue(
        verdict.outcome().judged() && verdict.outcome().acceptable(), note(verdict));
  }

  /** Attaches JMH's results; skipped where none were taken. */
  void attachTimings() throws IOException {
    List<Path> files = JmhResults.files(settings.out());
    label("story", "inference timings");
    Assumptions.assumeFalse(files.isEmpty(), "no timings below " + settings.out().resolve("jmh"));
    for (Path file : files) {
      attach(file.getFileName().toString(), "application/json", Files.readString(file), "json");
    }
    List<JmhResults.Timing> timings = JmhResults.read(settings.out(), reference.timings());
    Assertions.assertTrue(
        timings.stream().allMatch(t -> t.score() > 0), "every score is positive: " + timings);
  }

  private String note(Verdict verdict) {
    return verdict.labNote(
        settings.out().resolve(experiment.id()).resolve(settings.scale() + ".html").toString());
  }

  private void describe(Verdict verdict) throws IOException {
    Paper paper =
        reference.papers().stream()
            .filter(p -> p.id().equals(experiment.paper()))
            .findFirst()
            .orElseThrow();
    String identity =
        String.join("|", experiment.id(), verdict.scale(), verdict.id(), verdict.variant());
    Allure.getLifecycle()
        .updateTestCase(
            test -> {
              test.setHistoryId(Fingerprint.of(identity.getBytes(StandardCharsets.UTF_8)));
              test.setTestCaseId(test.getHistoryId());
              test.setFullName(experiment.id() + " " + verdict.id() + " " + verdict.variant());
              test.setName(new Named(verdict).toString());
              test.getLabels()
                  .removeIf(
                      l -> List.of("epic", "feature", "story", "severity").contains(l.getName()));
              test.getLabels().add(new Label().setName("epic").setValue(paper.id()));
              test.getLabels().add(new Label().setName("feature").setValue(experiment.name()));
              test.getLabels().add(new Label().setName("story").setValue(verdict.id()));
              test.getLabels().add(new Label().setName("severity").setValue(severity(verdict)));
              test.getLabels().add(new Label().setName("tag").setValue(verdict.scale()));
              if (!paper.doi().isEmpty()) {
                test.getLinks()
                    .add(
                        new Link()
                            .setName("doi:" + paper.doi())
                            .setType("custom")
                            .setUrl("https://doi.org/" + paper.doi()));
              }
              test.getParameters().forEach(p -> p.setExcluded(true));
            });
    Allure.parameter("scale", verdict.scale(), true);
    Allure.parameter("seeds", verdict.seeds(), true);
    Allure.parameter("measured", number(verdict.measured()), true);
    Allure.step(
        "%d cells at %s scale on %s, %d trained in this run"
            .formatted(results.size(), summary.scale(), summary.dataName(), summary.trained()));
    Allure.step(
        "measured %s, reference %s"
            .formatted(number(verdict.measured()), number(verdict.reference())));
    Allure.step(verdict.outcome().words() + ": " + verdict.note());
    attachAll(verdict);
  }

  /** By the kind of claim: our own regressions first, then what a paper is cited for. */
  private String severity(Verdict verdict) {
    return switch (verdict.question()) {
      case REGRESSION -> "blocker";
      case ORDERING -> "critical";
      case PAPER_AGREEMENT -> experiment.isDeterministic() ? "minor" : "normal";
    };
  }

  /** The note to each test; figures and observations, the same for all, once and to failures. */
  private void attachAll(Verdict verdict) throws IOException {
    attach("verdict", "text/plain", note(verdict), "txt");
    if (isAttached && (verdict.outcome().acceptable() || !verdict.outcome().judged())) {
      return;
    }
    isAttached = true;
    Observations seen = RunSummary.observations(experiment, results);
    ExperimentFigures figures =
        new ExperimentFigures(
            experiment, results, seen, reference.values(experiment.paper()).values(), "#ffffff");
    attach(experiment.figure().title(), "image/svg+xml", figures.main(), "svg");
    for (Map.Entry<String, String> curve : figures.curves().entrySet()) {
      attach(curve.getKey(), "image/svg+xml", curve.getValue(), "svg");
    }
    List<CellResult> all = new ArrayList<>(results);
    all.addAll(summary.secondLook(settings.storeFolder()));
    attach("observations", "text/csv", ObservationsCsv.of(all), "csv");
    attach(
        "run records",
        "application/json",
        Json.PRETTY.writeValueAsString(
            all.stream().collect(Collectors.toMap(this::named, CellResult::record))),
        "json");
  }

  /** The cell, and whose it is where it is another experiment's. */
  private String named(CellResult result) {
    return result.experiment().equals(experiment.id())
        ? result.cell().toString()
        : result.experiment() + ": " + result.cell();
  }

  private static String number(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static void label(String name, String value) {
    Allure.label(name, value);
  }

  private static void attach(String name, String type, String text, String ending) {
    Allure.addAttachment(
        name, type, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ending);
  }
}
