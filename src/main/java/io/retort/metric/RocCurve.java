package io.retort.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A ROC curve: the share of positive items found over the share of negative items called positive,
 * from the highest threshold to the lowest. Items of one score come together, so that the curve has
 * a slope there; the area under it is that of {@link RocAuc}.
 *
 * @param falsePositiveRates ascending from 0 to 1
 * @param truePositiveRates ascending from 0 to 1, as many
 */
public record RocCurve(double[] falsePositiveRates, double[] truePositiveRates) {
  /**
   * The curve of some scores.
   *
   * @param labels true classes, 0 or 1; both must occur
   * @param margins how much each item looks like class 1
   */
  public static RocCurve of(int[] labels, float[] margins) {
    long positives = Arrays.stream(labels).filter(label -> label == 1).count();
    long negatives = labels.length - positives;
    if (labels.length != margins.length || positives == 0 || negatives == 0) {
      throw new IllegalArgumentException(
          "a ROC curve needs a margin for each label and both kinds of items, got %d labels, %d"
                  .formatted(labels.length, margins.length)
              + " margins, %d positive and %d negative".formatted(positives, negatives));
    }
    Integer[] order = new Integer[labels.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing((Integer i) -> margins[i]).reversed());
    List<double[]> points = new ArrayList<>(List.of(new double[] {0, 0}));
    long found = 0;
    long wrong = 0;
    for (int i = 0; i < order.length; i++) {
      if (labels[order[i]] == 1) {
        found++;
      } else {
        wrong++;
      }
      boolean last = i + 1 == order.length || margins[order[i + 1]] != margins[order[i]];
      if (last) {
        points.add(new double[] {(double) wrong / negatives, (double) found / positives});
      }
    }
    return new RocCurve(
        points.stream().mapToDouble(point -> point[0]).toArray(),
        points.stream().mapToDouble(point -> point[1]).toArray());
  }

  /** The highest true positive rate at most at a false positive rate, between points linearly. */
  public double at(double falsePositiveRate) {
    for (int i = falsePositiveRates.length - 1; i > 0; i--) {
      double low = falsePositiveRates[i - 1];
      double high = falsePositiveRates[i];
      if (low <= falsePositiveRate) {
        double share = high == low ? 1 : Math.min(1, (falsePositiveRate - low) / (high - low));
        return truePositiveRates[i - 1] + share * (truePositiveRates[i] - truePositiveRates[i - 1]);
      }
    }
    return 0;
  }
}
