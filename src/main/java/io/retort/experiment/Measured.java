package io.retort.experiment;

import io.retort.training.LearningCurve;
import java.util.Map;

/**
 * What training a cell gave.
 *
 * @param metrics value by name
 * @param labels true classes of the test items
 * @param predictions predicted classes of the test items
 * @param weights of the trained network, as safetensors
 * @param resumedFrom steps found done in a checkpoint
 * @param start where the first weights came from, in words
 * @param state what the trainings of other cells go on from; empty where none does
 */
public record Measured(
    Map<String, Double> metrics,
    int[] labels,
    int[] predictions,
    LearningCurve curve,
    byte[] weights,
    int resumedFrom,
    String start,
    byte[] state) {
  /** Of a cell that no other one goes on from. */
  public Measured(
      Map<String, Double> metrics,
      int[] labels,
      int[] predictions,
      LearningCurve curve,
      byte[] weights,
      int resumedFrom,
      String start) {
    this(metrics, labels, predictions, curve, weights, resumedFrom, start, new byte[0]);
  }
}
