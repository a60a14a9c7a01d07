package io.retort.claim;

import java.util.SplittableRandom;

/**
 * What the gate can see: the smallest drop of all fresh seeds that it finds with some power, by
 * drawing fresh seeds from the recorded ones and lowering them.
 */
final class DetectableDrop {
  private static final int DRAWS = 2_000;
  private static final int HALVINGS = 14;
  private static final long SEED = 20_210_929;

  private final double[] baseline;
  private final int fresh;
  private final double bound;
  private final int critical;

  /**
   * Of one metric.
   *
   * @param level the level of the single test
   * @param floor least drop that counts
   */
  DetectableDrop(double[] baseline, int fresh, double level, double floor) {
    this.baseline = baseline;
    this.fresh = fresh;
    double mean = Statistics.mean(baseline);
    this.bound = Math.min(Statistics.predictionBound(baseline, fresh, 1 - level), mean - floor);
    this.critical = RankSum.critical(fresh, baseline.length, level);
  }

  /**
   * The drop; infinite where not even the largest would be seen.
   *
   * @param power share of all draws in which it must be seen, such as 0.9
   */
  double value(double power) {
    if (critical < 0) {
      return Double.POSITIVE_INFINITY;
    }
    double low = 0;
    double high = 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (seen(middle) >= power) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private double seen(double drop) {
    SplittableRandom random = new SplittableRandom(SEED);
    double mean = Statistics.mean(baseline);
    // A sample's own spread is smaller than that of what it was drawn from.
    double widen = Math.sqrt(baseline.length / (baseline.length - 1.0));
    double error = Statistics.sd(baseline) / Math.sqrt(baseline.length);
    int seen = 0;
    for (int d = 0; d < DRAWS; d++) {
      double sum = 0;
      double higher = 0;
      // The recorded mean is itself off by its standard error.
      double off = random.nextGaussian() * error;
      for (int k = 0; k < fresh; k++) {
        double drawn = baseline[random.nextInt(baseline.length)];
        double value = mean + widen * (drawn - mean) + off - drop;
        sum += value;
        for (double recorded : baseline) {
          higher += value > recorded ? 1 : value == recorded ? 0.5 : 0;
        }
      }
      if (sum / fresh < bound && higher <= critical) {
        seen++;
      }
    }
    return (double) seen / DRAWS;
  }
}
