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
import java.util.SortedMap;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** A run as the pages print it. */
final class RunView {
  private RunView() {}

  /** A line of the table: ours beside theirs. Public, as the template engine reads it. */
  public record TableLine(
      String condition, String reading, String mean, String sd, String seeds, String printed) {}

  /** A count of verdicts with one outcome. Public, as the template engine reads it. */
  public record Count(String outcome, String tone, int count) {}

  static List<TableLine> table(
      Experiment experiment,
      Observations seen,
      Collection<ReferenceValue> printed,
      RunSummary run) {
    String metric = experiment.figure().metric();
    List<TableLine> lines = new ArrayList<>();
    for (Condition condition : seen.conditions()) {
      List<String> readings =
          experiment.depends(condition)
              ? experiment.readings().keySet().stream()
                  .filter(r -> seen.varies(r, condition.toString()))
                  .toList()
              : List.of("");
      for (String reading : readings) {
        SortedMap<Long, Double> values = seen.values(reading, condition.toString(), metric);
        SummaryStatistics s = new SummaryStatistics();
        values.values().forEach(s::addValue);
        String theirs =
            printed.stream()
                .filter(
                    v ->
                        v.experiment().equals(run.experiment())
                            && v.condition().equals(condition.toString())
                            && v.metric().equals(metric))
                .map(v -> String.format(Locale.ROOT, "%." + v.decimals() + "f", v.value()))
                .findFirst()
                .orElse("");
        lines.add(
            new TableLine(
                condition.toString(),
                reading,
                String.format(Locale.ROOT, "%.4f", s.getMean()),
                values.size() < 2
                    ? "–"
                    : String.format(Locale.ROOT, "%.4f", s.getStandardDeviation()),
                Integer.toString(values.size()),
                theirs));
      }
    }
    return lines;
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
}
