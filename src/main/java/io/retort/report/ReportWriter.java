package io.retort.report;

import io.retort.claim.Claim;
import io.retort.claim.Outcome;
import io.retort.claim.Paper;
import io.retort.claim.ReferenceResults;
import io.retort.claim.Verdict;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.experiment.RunSummary;
import io.retort.experiment.Settings;
import io.retort.experiment.Timings;
import io.retort.provenance.Json;
import io.retort.training.Scale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the HTML report and the exports of all runs below an output folder. */
public final class ReportWriter {
  private final Settings settings;
  private final Pages pages;
  private final List<String> left = new ArrayList<>();

  /** Of the runs below the settings' output folder. */
  public ReportWriter(Settings settings) {
    this.settings = settings;
    this.pages = new Pages(settings.out());
  }

  /** A run on the index. Public, as the template engine reads it. */
  public record IndexLine(
      String experiment,
      String scale,
      String data,
      String page,
      String finished,
      String seeds,
      List<RunView.Count> gate,
      List<RunView.Count> agreement,
      List<RunView.Count> ordering) {}

  /** A paper on the index. Public, as the template engine reads it. */
  public record PaperLine(Paper paper, List<IndexLine> runs, PaperAudit audit) {}

  /** A run that is still whole, and its page. */
  private record Run(RunSummary summary, Experiment experiment, ExperimentPage page) {}

  /** What could not be shown, a line each. */
  public List<String> leftOut() {
    return List.copyOf(left);
  }

  /** Writes everything; gives the index page. */
  public Path write() throws IOException {
    left.clear();
    ReferenceResults reference = new ReferenceResults(settings.reference());
    List<Run> runs = new ArrayList<>();
    List<PaperLine> papers = new ArrayList<>();
    for (Paper paper : reference.papers()) {
      List<Run> own = runs(reference, paper);
      runs.addAll(own);
      papers.add(
          new PaperLine(
              paper, own.stream().map(ReportWriter::line).toList(), audit(reference, paper)));
    }
    List<Verdict> all = runs.stream().flatMap(r -> r.summary().verdicts().stream()).toList();
    List<Run> largest = largest(runs);
    List<Verdict> counted = largest.stream().flatMap(r -> r.page().counted().stream()).toList();
    List<Timings.Measured> measured = Timings.read(settings.out().resolve("jmh"));
    History history = new History(settings.out());
    // a shard's report is a part of one, and a report of nothing is none
    History.Changes changes =
        settings.shard().of() > 1 || counted.isEmpty()
            ? new History.Changes("", List.of())
            : history.add(counted, History.metrics(all), measured, Instant.now());
    Trends trends =
        Trends.of(history.entries(), all, Timings.expected(measured, reference.timings()));
    left.addAll(history.left());
    List<JmhResults.Timing> timings = JmhResults.read(settings.out(), reference.timings());
    for (Run run : runs) {
      RunSummary summary = run.summary();
      pages.write(
          run.page().name(),
          "experiment.ftlh",
          run.page()
              .model(
                  reference,
                  settings.data(),
                  timings,
                  trends.of(summary.experiment(), summary.scale())));
      for (Map.Entry<String, String> figure : run.page().figures().entrySet()) {
        pages.write(figure.getKey(), figure.getValue());
      }
    }
    exports(all, reference.papers());
    pages.write("methods.md", methods(runs));
    return index(reference, papers, largest, counted, changes, trends);
  }

  private void exports(List<Verdict> all, List<Paper> papers) throws IOException {
    pages.write("verdicts.csv", VerdictExport.csv(all));
    pages.write("verdicts.json", Json.PRETTY.writeValueAsString(all));
    pages.write("junit.xml", Exports.junit(all));
    pages.write("summary.md", Exports.markdown(all));
    pages.write("papers.bib", Exports.bibliography(papers));
  }

  /** What was run, a paragraph each. */
  private static String methods(List<Run> runs) {
    return runs.stream()
        .filter(run -> !run.experiment().isDeterministic())
        .map(
            run ->
                "## %s, %s scale%n%n%s%n"
                    .formatted(
                        run.summary().experiment(),
                        run.summary().scale(),
                        Methods.text(
                            Methods.of(run.experiment(), run.summary(), run.page().results()))))
        .collect(Collectors.joining("\n"));
  }

  private Path index(
      ReferenceResults reference,
      List<PaperLine> papers,
      List<Run> largest,
      List<Verdict> counted,
      History.Changes changes,
      Trends trends)
      throws IOException {
    Map<String, Object> model = Pages.model();
    model.put("papers", papers);
    model.put("gate", RunView.counts(counted, Verdict.Question.REGRESSION));
    model.put("agreement", RunView.counts(counted, Verdict.Question.PAPER_AGREEMENT));
    model.put("ordering", RunView.counts(counted, Verdict.Question.ORDERING));
    model.put("left", left);
    List<ClaimList.Row> claims = claims(reference, largest);
    model.put("claims", claims);
    model.put("kinds", claims.stream().map(ClaimList.Row::kind).distinct().sorted().toList());
    model.put("outcomes", Arrays.stream(Outcome.values()).map(Outcome::words).toList());
    model.put("reasons", ClaimList.reasons(counted));
    model.put("power", GatePower.of(counted));
    model.put("changes", changes);
    model.put("script", Pages.resource("index.js"));
    SidePages beside = new SidePages(settings.out(), pages);
    model.put("dataPage", beside.data());
    model.put("modelsPage", beside.networks());
    model.put("trendPage", beside.timings(trends));
    model.put("allure", Files.exists(settings.out().resolve("allure/index.html")));
    return pages.write("index.html", "index.ftlh", model);
  }

  private static List<ClaimList.Row> claims(ReferenceResults reference, List<Run> runs)
      throws IOException {
    List<ClaimList.Row> rows = new ArrayList<>();
    for (Run run : runs) {
      Map<String, Claim.Kind> kinds = new HashMap<>();
      reference
          .claims(run.experiment().paper(), run.experiment().id())
          .forEach(claim -> kinds.put(claim.id(), claim.kind()));
      Set<String> anchors = run.page().anchors();
      for (Verdict v : run.page().counted()) {
        rows.add(
            ClaimList.row(
                v, kinds.get(v.id()), run.page().name(), anchors.contains(VerdictView.anchor(v))));
      }
    }
    return rows;
  }

  /** The first of each experiment: runs come largest scale first. */
  private static List<Run> largest(List<Run> runs) {
    Set<String> seen = new HashSet<>();
    return runs.stream().filter(run -> seen.add(run.summary().experiment())).toList();
  }

  /** A paper's runs that are still whole, the largest scale first; the others are named. */
  private List<Run> runs(ReferenceResults reference, Paper paper) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (Path file : RunSummary.files(settings.out())) {
      try {
        RunSummary run = RunSummary.read(file);
        if (run.experiment().startsWith(paper.id() + "/")) {
          Experiment experiment = Experiments.byId(run.experiment());
          List<CellResult> results = run.results(settings.storeFolder());
          runs.add(
              new Run(
                  run,
                  experiment,
                  new ExperimentPage(
                      experiment, paper, run, results, reference.values(paper.id()).values())));
        }
      } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
        leave("%s is left out: %s".formatted(file, e.getMessage()));
      }
    }
    runs.sort(
        Comparator.comparing(run -> Scale.parse(run.summary().scale()), Comparator.reverseOrder()));
    return runs;
  }

  private void leave(String line) {
    if (!left.contains(line)) { // a broken file is met once for each paper
      left.add(line);
    }
  }

  private static IndexLine line(Run run) {
    RunSummary summary = run.summary();
    List<Verdict> counted = run.page().counted();
    return new IndexLine(
        summary.experiment(),
        summary.scale(),
        summary.dataName(),
        run.page().name(),
        summary.finished(),
        run.experiment().isDeterministic()
            ? "the same for every seed"
            : summary.seeds().size() == 1 ? "1 seed" : summary.seeds().size() + " seeds",
        RunView.counts(counted, Verdict.Question.REGRESSION),
        RunView.counts(counted, Verdict.Question.PAPER_AGREEMENT),
        RunView.counts(counted, Verdict.Question.ORDERING));
  }

  private PaperAudit audit(ReferenceResults reference, Paper paper) throws IOException {
    PaperAudit audit = PaperAudit.of(reference, paper);
    if (audit.count() > 0) {
      Map<String, Object> model = Pages.model();
      model.put("audit", audit);
      pages.write(audit.page(), "audit.ftlh", model);
    }
    return audit;
  }
}
