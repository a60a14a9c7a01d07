package io.retort.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How two sets of observations differ, condition by condition and metric by metric.
 *
 * @param variant the declared reading; empty where readings do not differ
 * @param first mean over the seeds that both have
 * @param second likewise
 * @param difference 95 % t interval of second less first, paired by seed; null below two seeds
 * @param seeds that both have
 */
public record Comparison(
    String variant,
    String condition,
    String metric,
    double first,
    double second,
    @Nullable Interval difference,
    int seeds) {
  private static final double LEVEL = .95;

  /** Whether the interval leaves out 0: one in twenty does by chance. */
  public boolean differs() {
    return difference != null && (difference.low() > 0 || difference.high() < 0);
  }

  /** What two sets have in common, in the first one's order. */
  public static List<Comparison> of(Observations first, Observations second) {
    List<Comparison> all = new ArrayList<>();
    Set<String> done = new TreeSet<>();
    for (Observations.Row row : first.all()) {
      for (String metric : new TreeSet<>(row.metrics().keySet())) {
        String condition = row.condition().toString();
        if (done.add(String.join("|", row.variant(), condition, metric))) {
          compare(first, second, row.variant(), condition, metric, all);
        }
      }
    }
    return all;
  }

  private static void compare(
      Observations first,
      Observations second,
      String variant,
      String condition,
      String metric,
      List<Comparison> all) {
    SortedMap<Long, Double> ours = first.values(variant, condition, metric);
    SortedMap<Long, Double> theirs = second.values(variant, condition, metric);
    List<Long> seeds =
        ours.keySet().stream().filter(theirs::containsKey).collect(Collectors.toList());
    if (seeds.isEmpty()) {
      return;
    }
    double[] a = seeds.stream().mapToDouble(ours::get).toArray();
    double[] b = seeds.stream().mapToDouble(theirs::get).toArray();
    double[] differences = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      differences[i] = b[i] - a[i];
    }
    all.add(
        new Comparison(
            variant,
            condition,
            metric,
            Statistics.mean(a),
            Statistics.mean(b),
            a.length < 2 ? null : Statistics.meanInterval(differences, LEVEL),
            a.length));
  }
}
