package io.retort.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Percentile intervals by resampling test items, or groups of them where items share a lesion
 * (Efron and Tibshirani 1993, Sections 8.3 and 13.3).
 */
public final class Bootstrap {
  private Bootstrap() {}

  /**
   * An interval.
   *
   * @param low the lower end
   * @param high the upper end
   * @param used resamples on which the statistic is defined
   */
  public record Interval(double low, double high, int used) {}

  /**
   * The interval of a statistic when whole groups of items are drawn again with replacement.
   *
   * @param groups group of each item; items that stand alone have a group each
   * @param statistic of some items, given by their indices, with repetitions; NaN where it is not
   *     defined on them
   * @param resamples how many
   * @param level such as 0.95
   * @param seed of the draws
   * @throws IllegalArgumentException when nothing is given or fewer than 2 resamples are defined
   */
  public static Interval of(
      String[] groups, ToDoubleFunction<int[]> statistic, int resamples, double level, long seed) {
    Map<String, List<Integer>> byGroup = new LinkedHashMap<>();
    for (int i = 0; i < groups.length; i++) {
      byGroup.computeIfAbsent(groups[i], g -> new ArrayList<>()).add(i);
    }
    List<int[]> all =
        byGroup.values().stream()
            .map(items -> items.stream().mapToInt(Integer::intValue).toArray())
            .toList();
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[resamples];
    int used = 0;
    for (int r = 0; r < resamples && !all.isEmpty(); r++) {
      int[][] drawn = new int[all.size()][];
      for (int g = 0; g < drawn.length; g++) {
        drawn[g] = all.get(random.nextInt(drawn.length));
      }
      double value =
          statistic.applyAsDouble(Arrays.stream(drawn).flatMapToInt(Arrays::stream).toArray());
      if (!Double.isNaN(value)) {
        values[used++] = value;
      }
    }
    if (used < 2) {
      throw new IllegalArgumentException(
          "[%d] of %d resamples of %d items are defined: at least 2 must be"
              .formatted(used, resamples, groups.length));
    }
    double[] sorted = Arrays.copyOf(values, used);
    Arrays.sort(sorted);
    int tail = (int) Math.floor((1 - level) / 2 * used);
    return new Interval(sorted[tail], sorted[used - 1 - tail], used);
  }

  /** The same for items that stand alone. */
  public static Interval ofItems(
      int items, ToDoubleFunction<int[]> statistic, int resamples, double level, long seed) {
    String[] groups = new String[items];
    Arrays.setAll(groups, Integer::toString);
    return of(groups, statistic, resamples, level, seed);
  }
}
