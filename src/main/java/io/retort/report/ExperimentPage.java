package io.retort.report;

import io.retort.claim.Observations;
import io.retort.claim.Outcome;
import io.retort.claim.Paper;
import io.retort.claim.ReferenceResults;
import io.retort.claim.ReferenceValue;
import io.retort.claim.Verdict;
import io.retort.data.DataException;
import io.retort.data.catalogue.Pretrained;
import io.retort.experiment.CellResult;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Experiment;
import io.retort.experiment.Figure;
import io.retort.experiment.RunSummary;
import io.retort.training.Scale;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The page of one run of an experiment. */
final class ExperimentPage {
  private final Experiment experiment;
  private final Paper paper;
  private final RunSummary run;
  private final List<CellResult> results;
  private final Collection<ReferenceValue> printed;
  private final Observations seen;
  private final PivotTable pivot;

  ExperimentPage(
      Experiment experiment,
      Paper paper,
      RunSummary run,
      List<CellResult> results,
      Collection<ReferenceValue> printed) {
    this.experiment = experiment;
    this.paper = paper;
    this.run = run;
    this.results = results;
    this.printed = printed;
    this.seen = RunSummary.observations(experiment, results);
    this.pivot = PivotTable.of(experiment, seen, printed, run.verdicts());
  }

  /** Its place below the output folder. */
  String name() {
    return run.experiment() + "/" + run.scale() + ".html";
  }

  /** Anchors of the verdicts that have a line of their own. */
  Set<String> anchors() {
    return run.verdicts().stream()
        .filter(v -> !isClaim(v) || isListed(v))
        .map(VerdictView::anchor)
        .collect(Collectors.toSet());
  }

  /** The stored results it is made from. */
  List<CellResult> results() {
    return results;
  }

  /** Verdicts that are counted: those of the default reading. */
  List<Verdict> counted() {
    return run.verdicts().stream().filter(v -> byDefault(v, experiment)).toList();
  }

  /** The experiment's figures as SVG by file name, to be used elsewhere. */
  Map<String, String> figures() {
    ExperimentFigures figures =
        new ExperimentFigures(experiment, results, seen, printed, "#ffffff");
    Map<String, String> files = new LinkedHashMap<>();
    String name = run.experiment() + "/" + run.scale();
    files.put(name + ".svg", figures.main());
    int number = 2;
    for (String further : figures.further().values()) {
      files.put("%s-%d.svg".formatted(name, number++), further);
    }
    return files;
  }

  /**
   * What the template shows.
   *
   * @param trends charts of gated metrics over earlier reports
   */
  Map<String, Object> model(
      ReferenceResults reference,
      DataDirectory data,
      List<JmhResults.Timing> timings,
      List<String> trends)
      throws IOException {
    Map<String, Object> model = Pages.modelWithCharts();
    model.put("paper", paper);
    model.put("run", run);
    model.put("experiment", experiment.id());
    model.put("question", experiment.question());
    model.put("source", experiment.source());
    model.put("notice", experiment.notice());
    model.put("measuredAt", experiment.measuredAt());
    model.put("deterministic", experiment.isDeterministic());
    model.put(
        "paperScale",
        experiment.isDeterministic()
            || run.scale().equals(Scale.PAPER.toString())
                && experiment.isPaperData(run.dataFingerprint()));
    readings(model);
    pictures(model);
    tables(model);
    verdicts(model);
    model.put("samples", samples(data));
    model.put("timings", experiment.isDeterministic() ? List.of() : timings);
    model.put("trends", trends);
    model.put("methods", Methods.of(experiment, run, results));
    model.put("ledger", Markdown.toHtml(reference.ledger(paper.id()).markdown()));
    provenance(model);
    return model;
  }

  private void readings(Map<String, Object> model) {
    model.put("readings", experiment.readings());
    model.put("defaultReading", experiment.defaultReading());
    model.put(
        "onlyDefault", experiment.readings(Scale.PAPER).size() < experiment.readings().size());
  }

  private void pictures(Map<String, Object> model) {
    ExperimentFigures figures = new ExperimentFigures(experiment, results, seen, printed, "none");
    model.put("figureTitle", experiment.figure().title());
    model.put("figure", figures.main());
    model.put("caption", experiment.figure().caption());
    model.put("further", figures.further());
    model.put("curves", figures.curves());
    model.put("confusions", ConfusionTable.of(experiment, results));
  }

  private void tables(Map<String, Object> model) {
    model.put("pivot", pivot);
    boolean matrix =
        experiment.figure() instanceof Figure.Dots || experiment.figure() instanceof Figure.Bars;
    model.put("table", matrix ? List.of() : RunView.table(experiment, seen, printed, run));
    model.put("matrix", matrix ? RunView.matrix(experiment, seen, printed, run) : List.of());
    model.put("metrics", experiment.figure().metrics());
    model.put("inTable", counted().stream().filter(this::isOpenInTable).count());
  }

  private void verdicts(Map<String, Object> model) {
    model.put("claims", views(v -> isListed(v) && !v.seeds().isEmpty()));
    model.put("notRun", views(v -> isListed(v) && v.seeds().isEmpty()));
    model.put("others", views(v -> isClaim(v) && !byDefault(v, experiment)));
    model.put("gate", views(v -> !isClaim(v)));
  }

  private void provenance(Map<String, Object> model) {
    List<String> notPretrained = RunView.notPretrained(results);
    model.put("starts", RunView.starts(results));
    model.put("notPretrained", notPretrained);
    model.put("unreadable", notPretrained.stream().filter(Pretrained::isUnreadable).toList());
    model.put("minutes", RunView.trainingTime(results));
    model.put("cellCount", results.size());
    model.put("environment", run.environment());
  }

  /** Samples of the run's data; none, with the reason, where that data is not at hand now. */
  private Map<String, Map<String, String>> samples(DataDirectory data) {
    try {
      return SampleImages.rows(experiment.samples(Scale.parse(run.scale()), data));
    } catch (DataException e) {
      return Map.of("not shown: " + e.getMessage(), Map.of());
    }
  }

  private List<VerdictView> views(Predicate<Verdict> which) {
    return run.verdicts().stream().filter(which).map(VerdictView::of).toList();
  }

  private static boolean isClaim(Verdict verdict) {
    return verdict.question() != Verdict.Question.REGRESSION;
  }

  private boolean isListed(Verdict verdict) {
    return isClaim(verdict) && byDefault(verdict, experiment) && !isOpenInTable(verdict);
  }

  /** Whether a verdict is on a printed value that the table shows, and says nothing. */
  private boolean isOpenInTable(Verdict verdict) {
    return pivot.values().contains(verdict.id()) && verdict.outcome() == Outcome.NOT_APPLICABLE;
  }

  /** Whether a verdict is on the default reading: only those are counted. */
  private static boolean byDefault(Verdict verdict, Experiment experiment) {
    return verdict.variant().isEmpty() || verdict.variant().equals(experiment.defaultReading());
  }
}
