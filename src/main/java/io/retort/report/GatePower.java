package io.retort.report;

import io.retort.claim.RegressionGate;
import io.retort.claim.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What the gate can see, an experiment a line: the drops of its metrics that are found. */
final class GatePower {
  private GatePower() {}

  /**
   * A line. Public, as the template engine reads it.
   *
   * @param seeds fresh seeds of a first look
   * @param recorded seeds of the baseline
   * @param at80 median and largest of the metrics' drops that are seen with 80 % power
   * @param at90 the same with 90 %
   */
  public record Line(
      String experiment,
      String scale,
      int metrics,
      String seeds,
      String recorded,
      String at80,
      String at90) {}

  static List<Line> of(List<Verdict> verdicts) {
    Map<String, List<Verdict>> gated = new LinkedHashMap<>();
    for (Verdict v : verdicts) {
      if (v.question() == Verdict.Question.REGRESSION && v.detectableDrop() != null) {
        gated.computeIfAbsent(v.experiment() + " " + v.scale(), key -> new ArrayList<>()).add(v);
      }
    }
    List<Line> lines = new ArrayList<>();
    for (List<Verdict> own : gated.values()) {
      Verdict first = own.get(0);
      lines.add(
          new Line(
              first.experiment(),
              first.scale(),
              own.size(),
              range(own.stream().mapToDouble(v -> v.seeds().size()).toArray()),
              range(
                  own.stream()
                      .mapToDouble(v -> v.detail().getOrDefault("baseline_seeds", 0.0))
                      .toArray()),
              drops(
                  own.stream()
                      .map(v -> v.detail().get(RegressionGate.DROP_AT_80))
                      .filter(Objects::nonNull)
                      .mapToDouble(d -> d)
                      .toArray()),
              drops(own.stream().mapToDouble(Verdict::detectableDrop).toArray())));
    }
    return lines;
  }

  private static String range(double[] counts) {
    double least = Arrays.stream(counts).min().orElse(0);
    double most = Arrays.stream(counts).max().orElse(0);
    return least == most
        ? String.format(Locale.ROOT, "%.0f", most)
        : String.format(Locale.ROOT, "%.0f to %.0f", least, most);
  }

  private static String drops(double[] drops) {
    if (drops.length == 0) {
      return "–"; // runs of before it was kept
    }
    double[] sorted = drops.clone();
    Arrays.sort(sorted);
    return "%s (%s)"
        .formatted(points(sorted[sorted.length / 2]), points(sorted[sorted.length - 1]));
  }

  private static String points(double drop) {
    return Double.isInfinite(drop) ? "none" : String.format(Locale.ROOT, "%.1f", 100 * drop);
  }
}
