package io.retort.report;

import io.retort.claim.Condition;
import io.retort.claim.Observations;
import io.retort.claim.ReferenceValue;
import io.retort.claim.Verdict;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import io.retort.experiment.RunSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** A run as the pages print it. */
final class RunView {
  private static final String NOTHING = "–";

  private RunView() {}

  /** A line of the table: ours beside theirs. Public, as the template engine reads it. */
  public record TableLine(
      String condition,
      String reading,
      String metric,
      String mean,
      String sd,
      String seeds,
      String printed) {}

  /** A count of verdicts with one outcome. Public, as the template engine reads it. */
  public record Count(String outcome, String tone, int count) {}

  /** A row of a table with a column per metric. Public, as the template engine reads it. */
  public record MatrixLine(String condition, List<MatrixCell> cells) {}

  /**
   * Ours, its spread, and the printed value where there is one. Public, as the template engine
   * reads it.
   */
  public record MatrixCell(String ours, String spread, String printed) {}

  static List<TableLine> table(
      Experiment experiment,
      Observations seen,
      Collection<ReferenceValue> printed,
      RunSummary run) {
    List<TableLine> lines = new ArrayList<>();
    for (String metric : experiment.figure().metrics()) {
      for (Condition condition : seen.conditions()) {
        for (String reading : readings(experiment, seen, condition)) {
          SortedMap<Long, Double> values = seen.values(reading, condition.toString(), metric);
          SummaryStatistics s = new SummaryStatistics();
          values.values().forEach(s::addValue);
          lines.add(
              new TableLine(
                  condition.toString(),
                  reading,
                  metric.replace('_', ' '),
                  String.format(Locale.ROOT, "%.4f", s.getMean()),
                  values.size() < 2
                      ? "–"
                      : String.format(Locale.ROOT, "%.4f", s.getStandardDeviation()),
                  Integer.toString(values.size()),
                  printed(printed, run.experiment(), condition, metric)
                      .map(RunView::digits)
                      .orElse("")));
        }
      }
    }
    return lines;
  }

  private static List<String> readings(
      Experiment experiment, Observations seen, Condition condition) {
    return experiment.depends(condition)
        ? experiment.readings().keySet().stream()
            .filter(r -> seen.varies(r, condition.toString()))
            .toList()
        : List.of("");
  }

  /** A row per condition, a column per metric of the figure: means of the default reading. */
  static List<MatrixLine> matrix(
      Experiment experiment,
      Observations seen,
      Collection<ReferenceValue> printed,
      RunSummary run) {
    List<MatrixLine> lines = new ArrayList<>();
    for (Condition condition : seen.conditions()) {
      List<MatrixCell> cells = new ArrayList<>();
      for (String metric : experiment.figure().metrics()) {
        SummaryStatistics s = new SummaryStatistics();
        seen.values(experiment.defaultReading(), condition.toString(), metric)
            .values()
            .forEach(s::addValue);
        cells.add(
            new MatrixCell(
                s.getN() == 0 ? NOTHING : Numbers.text(s.getMean()),
                s.getN() < 2 ? "" : "± " + Numbers.text(s.getStandardDeviation()),
                printed(printed, run.experiment(), condition, metric)
                    .map(RunView::digits)
                    .orElse("")));
      }
      if (cells.stream().anyMatch(cell -> !cell.ours().equals(NOTHING))) {
        lines.add(new MatrixLine(condition.toString(), cells)); // not what is only asked by others
      }
    }
    return lines;
  }

  /** A printed number with the digits that are printed. */
  private static String digits(ReferenceValue value) {
    return String.format(Locale.ROOT, "%,." + value.decimals() + "f", value.value());
  }

  private static Optional<ReferenceValue> printed(
      Collection<ReferenceValue> printed, String experiment, Condition condition, String metric) {
    return printed.stream()
        .filter(
            v ->
                v.experiment().equals(experiment)
                    && v.condition().equals(condition.toString())
                    && v.metric().equals(metric))
        .findFirst();
  }

  static List<Count> counts(List<Verdict> verdicts, Verdict.Question question) {
    Map<String, Count> counts = new LinkedHashMap<>();
    for (Verdict v : verdicts) {
      if (v.question() == question) {
        counts.merge(
            v.outcome().words(),
            new Count(v.outcome().words(), VerdictView.tone(v), 1),
            (a, b) -> new Count(a.outcome(), a.tone(), a.count() + 1));
      }
    }
    return List.copyOf(counts.values());
  }

  static String trainingTime(List<CellResult> results) {
    double seconds = results.stream().mapToDouble(r -> r.record().seconds()).sum();
    return String.format(Locale.ROOT, "%.1f", seconds / 60);
  }

  /** Where first weights came from, each once, with the number of cells. */
  static Map<String, Integer> starts(List<CellResult> results) {
    Map<String, Integer> starts = new TreeMap<>();
    results.forEach(result -> starts.merge(result.record().start(), 1, Integer::sum));
    return starts;
  }

  /** The published weights that cells asked for, but that were not at hand. */
  static List<String> notPretrained(List<CellResult> results) {
    return results.stream()
        .flatMap(result -> result.record().notPretrained().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
