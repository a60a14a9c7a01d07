package io.retort.metric;

import java.util.Arrays;
import java.util.Comparator;

/** Area under the ROC curve, by ranks: ties count half. */
public final class RocAuc {
  private RocAuc() {}

  /**
   * The probability that a positive item scores higher than a negative one.
   *
   * @param positive which items are positive; both kinds must occur
   * @param scores one score per item
   */
  public static double binary(boolean[] positive, double[] scores) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> scores[i]));
    double rankSum = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      double rank = (from + to + 1) / 2.0;
      for (int i = from; i < to; i++) {
        if (positive[order[i]]) {
          rankSum += rank;
          positives++;
        }
      }
      from = to;
    }
    long negatives = scores.length - positives;
    if (positives == 0 || negatives == 0) {
      throw new IllegalArgumentException(
          "AUC needs both kinds of items, got %d positive and %d negative"
              .formatted(positives, negatives));
    }
    return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  /**
   * Of two classes.
   *
   * @param labels true classes, 0 or 1
   * @param margins how much each item looks like class 1
   */
  public static double ofMargins(int[] labels, float[] margins) {
    boolean[] positive = new boolean[labels.length];
    double[] scores = new double[labels.length];
    for (int i = 0; i < labels.length; i++) {
      positive[i] = labels[i] == 1;
      scores[i] = margins[i];
    }
    return binary(positive, scores);
  }

  /**
   * One class against the rest, averaged over the classes; with two classes the plain AUC of class
   * 1.
   *
   * @param labels true classes, length N
   * @param probabilities shape (N, C)
   */
  public static double macroOneVersusRest(int[] labels, double[][] probabilities) {
    int classes = probabilities[0].length;
    double sum = 0;
    for (int c = classes == 2 ? 1 : 0; c < classes; c++) {
      boolean[] positive = new boolean[labels.length];
      double[] scores = new double[labels.length];
      for (int i = 0; i < labels.length; i++) {
        positive[i] = labels[i] == c;
        scores[i] = probabilities[i][c];
      }
      sum += binary(positive, scores);
    }
    return classes == 2 ? sum : sum / classes;
  }
}
