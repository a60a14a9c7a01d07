package io.retort.experiment;

import ai.djl.ndarray.NDArray;
import io.retort.metric.Classification;
import io.retort.metric.RocAuc;

/**
 * What a trained network says of the test items.
 *
 * @param labels true classes, length N
 * @param logits shape (N, C)
 */
public record Answers(int[] labels, float[][] logits) {
  /** Checks that there are logits for each label. */
  public Answers {
    if (labels.length != logits.length || labels.length == 0) {
      throw new IllegalArgumentException(
          "labels [%d] and logits [%d] must be as many, and at least one"
              .formatted(labels.length, logits.length));
    }
  }

  /** Reads logits of shape (N, C) from the device. */
  public static Answers of(int[] labels, NDArray logits) {
    int classes = Math.toIntExact(logits.getShape().get(1));
    float[] flat = logits.toFloatArray();
    float[][] rows = new float[labels.length][classes];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(flat, i * classes, rows[i], 0, classes);
    }
    return new Answers(labels, rows);
  }

  /** Number of classes. */
  public int classes() {
    return logits[0].length;
  }

  /** Predicted classes: of the largest logit, the first of equal ones. */
  public int[] predictions() {
    int[] predictions = new int[logits.length];
    for (int i = 0; i < predictions.length; i++) {
      for (int c = 1; c < classes(); c++) {
        predictions[i] = logits[i][c] > logits[i][predictions[i]] ? c : predictions[i];
      }
    }
    return predictions;
  }

  /** Predictions against labels. */
  public Classification counted() {
    return Classification.of(labels, predictions(), classes());
  }

  /**
   * Of two classes, by how much the logit of the second exceeds that of the first: the log odds,
   * which softmax at temperature T makes the probability 1 / (1 + exp(-m / T)).
   *
   * @return length N; empty where there are more classes
   */
  public float[] margins() {
    if (classes() != 2) {
      return new float[0];
    }
    float[] margins = new float[logits.length];
    for (int i = 0; i < margins.length; i++) {
      margins[i] = logits[i][1] - logits[i][0];
    }
    return margins;
  }

  /**
   * Area under the ROC curve of two classes, which is the same for both.
   *
   * @throws IllegalArgumentException where there are more classes, or items of one only
   */
  public double auc() {
    float[] margins = margins();
    if (margins.length == 0) {
      throw new IllegalArgumentException(
          "classes [%d] must be 2 for one ROC curve".formatted(classes()));
    }
    return RocAuc.ofMargins(labels, margins);
  }
}
