package io.retort.metric;

/**
 * Classification metrics of one set of predictions.
 *
 * <p>Where a metric's denominator is empty (no item of a class, or none predicted) it is 0, as
 * scikit-learn's {@code zero_division=0} has it.
 *
 * @param confusion counts, {@code confusion[true class][predicted class]}
 */
public record Classification(long[][] confusion) {

  /**
   * Counts predictions.
   *
   * @param labels true classes, 0 to classes - 1
   * @param predictions predicted classes, as many as labels
   * @throws IllegalArgumentException when lengths differ, nothing is given or a class is outside
   */
  public static Classification of(int[] labels, int[] predictions, int classes) {
    if (labels.length != predictions.length || labels.length == 0) {
      throw new IllegalArgumentException(
          "labels [%d] and predictions [%d] must be equally many, at least one"
              .formatted(labels.length, predictions.length));
    }
    long[][] confusion = new long[classes][classes];
    for (int i = 0; i < labels.length; i++) {
      confusion[checked(labels[i], classes)][checked(predictions[i], classes)]++;
    }
    return new Classification(confusion);
  }

  private static int checked(int value, int classes) {
    if (value < 0 || value >= classes) {
      throw new IllegalArgumentException(
          "class [%d] must be 0 to %d".formatted(value, classes - 1));
    }
    return value;
  }

  /** Share of items whose class is predicted. */
  public double accuracy() {
    long right = 0;
    for (int c = 0; c < confusion.length; c++) {
      right += confusion[c][c];
    }
    return (double) right / total();
  }

  /** Mean recall over the classes that occur. */
  public double balancedAccuracy() {
    double sum = 0;
    int occurring = 0;
    for (int c = 0; c < confusion.length; c++) {
      if (support(c) > 0) {
        sum += recall(c);
        occurring++;
      }
    }
    return sum / occurring;
  }

  /** TP / (TP + FP). */
  public double precision(int c) {
    return ratio(confusion[c][c], predicted(c));
  }

  /** TP / (TP + FN). */
  public double recall(int c) {
    return ratio(confusion[c][c], support(c));
  }

  /** TN / (TN + FP). */
  public double specificity(int c) {
    long falsePositives = predicted(c) - confusion[c][c];
    long negatives = total() - support(c);
    return ratio(negatives - falsePositives, negatives);
  }

  /** Harmonic mean of precision and recall. */
  public double f1(int c) {
    return ratio(2 * confusion[c][c], support(c) + predicted(c));
  }

  /** Items of a class. */
  public long support(int c) {
    long sum = 0;
    for (long count : confusion[c]) {
      sum += count;
    }
    return sum;
  }

  /** Mean precision over classes. */
  public double macroPrecision() {
    return mean(this::precision);
  }

  /** Mean recall over classes. */
  public double macroRecall() {
    return mean(this::recall);
  }

  /** Mean F1 over classes. */
  public double macroF1() {
    return mean(this::f1);
  }

  /** Mean specificity over classes. */
  public double macroSpecificity() {
    return mean(this::specificity);
  }

  /** F1 weighted by the classes' item counts. */
  public double weightedF1() {
    return mean(c -> f1(c) * support(c)) * confusion.length / total();
  }

  /** Cohen's kappa: agreement of predictions and labels beyond chance. */
  public double kappa() {
    double expected = 0;
    double n = total();
    for (int c = 0; c < confusion.length; c++) {
      expected += support(c) / n * (predicted(c) / n);
    }
    return expected == 1 ? 0 : (accuracy() - expected) / (1 - expected);
  }

  private double mean(java.util.function.IntToDoubleFunction metric) {
    double sum = 0;
    for (int c = 0; c < confusion.length; c++) {
      sum += metric.applyAsDouble(c);
    }
    return sum / confusion.length;
  }

  private long predicted(int c) {
    long sum = 0;
    for (long[] row : confusion) {
      sum += row[c];
    }
    return sum;
  }

  private long total() {
    long sum = 0;
    for (int c = 0; c < confusion.length; c++) {
      sum += support(c);
    }
    return sum;
  }

  private static double ratio(long numerator, long denominator) {
    return denominator == 0 ? 0 : (double) numerator / denominator;
  }
}
