package io.retort.report;

import io.retort.claim.Condition;
import io.retort.claim.Observations;
import io.retort.claim.ReferenceValue;
import io.retort.claim.Verdict;
import io.retort.experiment.Experiment;
import io.retort.experiment.Figure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * A table as a paper has it: the values of one parameter side by side, ours over theirs, each cell
 * in the colour of its verdict. Public, as the template engine reads it.
 *
 * @param columns values of the parameter
 * @param metrics below each of them
 * @param values ids of the printed values that it shows
 */
public record PivotTable(
    List<String> columns, List<String> metrics, List<Row> rows, Set<String> values) {
  /** One condition but for the parameter. Public, as the template engine reads it. */
  public record Row(String name, List<Cell> cells) {}

  /**
   * Ours, theirs, and what we say of it. Public, as the template engine reads it.
   *
   * @param tone of the verdict; empty where there is none
   */
  public record Cell(String ours, String theirs, String tone, String outcome) {}

  /** The table of a run; no rows where the experiment has none. */
  static PivotTable of(
      Experiment experiment,
      Observations seen,
      Collection<ReferenceValue> printed,
      Collection<Verdict> said) {
    String across = experiment.figure() instanceof Figure.Dots dots ? dots.across() : "";
    if (across.isEmpty()) {
      return new PivotTable(List.of(), List.of(), List.of(), Set.of());
    }
    Set<String> columns = new LinkedHashSet<>();
    Map<String, Map<String, Condition>> rows = new LinkedHashMap<>();
    List<String> metrics =
        experiment.figure().metrics().stream()
            .filter(
                metric ->
                    seen.conditions().stream()
                        .anyMatch(c -> !values(experiment, seen, c, metric).isEmpty()))
            .toList();
    for (Condition condition : seen.conditions()) {
      boolean measured =
          metrics.stream().anyMatch(m -> !values(experiment, seen, condition, m).isEmpty());
      if (measured) {
        String column = condition.parameters().getOrDefault(across, "");
        if (!column.isEmpty()) {
          columns.add(column);
        }
        rows.computeIfAbsent(without(condition, across), r -> new LinkedHashMap<>())
            .put(column, condition);
      }
    }
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    said.stream()
        .filter(v -> v.variant().isEmpty() || v.variant().equals(experiment.defaultReading()))
        .forEach(v -> verdicts.put(v.id(), v));
    List<Row> lines = new ArrayList<>();
    Set<String> shown = new LinkedHashSet<>();
    rows.forEach(
        (name, conditions) -> {
          List<Cell> cells = new ArrayList<>();
          for (String column : columns) {
            // what does not depend on the parameter stands in the first column
            Condition condition =
                column.equals(columns.iterator().next()) && conditions.containsKey("")
                    ? conditions.get("")
                    : conditions.get(column);
            for (String metric : metrics) {
              if (condition == null) {
                cells.add(new Cell("", "", "", ""));
                continue;
              }
              List<ReferenceValue> theirs = theirs(printed, experiment.id(), condition, metric);
              theirs.forEach(value -> shown.add(value.id()));
              cells.add(cell(values(experiment, seen, condition, metric), theirs, verdicts));
            }
          }
          lines.add(new Row(name, cells));
        });
    return new PivotTable(List.copyOf(columns), metrics, lines, shown);
  }

  private static String without(Condition condition, String parameter) {
    Map<String, String> others = new LinkedHashMap<>(condition.parameters());
    others.remove(parameter);
    return new Condition(condition.role(), others).toString().replace('_', ' ');
  }

  private static Collection<Double> values(
      Experiment experiment, Observations seen, Condition condition, String metric) {
    return seen.values(experiment.defaultReading(), condition.toString(), metric).values();
  }

  private static List<ReferenceValue> theirs(
      Collection<ReferenceValue> printed, String experiment, Condition condition, String metric) {
    return printed.stream()
        .filter(
            v ->
                v.experiment().equals(experiment)
                    && v.condition().equals(condition.toString())
                    && v.metric().equals(metric))
        .limit(1)
        .toList();
  }

  private static Cell cell(
      Collection<Double> ours, List<ReferenceValue> theirs, Map<String, Verdict> verdicts) {
    SummaryStatistics s = new SummaryStatistics();
    ours.forEach(s::addValue);
    String own =
        s.getN() == 0
            ? ""
            : s.getN() < 2
                ? points(s.getMean())
                : points(s.getMean()) + " ± " + points(s.getStandardDeviation());
    if (theirs.isEmpty()) {
      return new Cell(own, "", "", "");
    }
    ReferenceValue value = theirs.get(0);
    Verdict verdict = verdicts.get(value.id());
    return new Cell(
        own,
        points(value.value()) + (value.sd() > 0 ? " ± " + points(value.sd()) : ""),
        verdict == null ? "" : VerdictView.tone(verdict),
        verdict == null ? "" : verdict.outcome().words());
  }

  /** As the papers print them: per cent with two decimals. */
  private static String points(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }
}
