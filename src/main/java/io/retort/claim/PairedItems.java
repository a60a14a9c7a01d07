package io.retort.claim;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Two classifiers on the same test items, over several seeds. */
final class PairedItems {
  private static final int RESAMPLES = 2_000;
  private static final long SEED = 20_210_929;

  private int[] difference = new int[0];
  private int seeds;
  private double largestP;

  /** Adds one seed: which items the first and the second classified correctly. */
  void add(boolean[] first, boolean[] second) {
    if (seeds == 0) {
      difference = new int[first.length];
    }
    int onlyFirst = 0;
    int onlySecond = 0;
    for (int i = 0; i < first.length; i++) {
      if (first[i] != second[i]) {
        difference[i] += first[i] ? 1 : -1;
        if (first[i]) {
          onlyFirst++;
        } else {
          onlySecond++;
        }
      }
    }
    largestP = Math.max(largestP, Statistics.mcNemarFirstBetter(onlyFirst, onlySecond));
    seeds++;
  }

  double largestMcNemarP() {
    return largestP;
  }

  /** Percentile interval of the difference in accuracy when the test items are drawn again. */
  Interval bootstrap(double level) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] means = new double[RESAMPLES];
    int n = difference.length;
    for (int r = 0; r < RESAMPLES; r++) {
      long sum = 0;
      for (int i = 0; i < n; i++) {
        sum += difference[random.nextInt(n)];
      }
      means[r] = (double) sum / n / seeds;
    }
    Arrays.sort(means);
    int tail = (int) Math.floor((1 - level) / 2 * RESAMPLES);
    return new Interval(means[tail], means[RESAMPLES - 1 - tail]);
  }
}
