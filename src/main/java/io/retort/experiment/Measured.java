package io.retort.experiment;

import io.retort.training.LearningCurve;
import java.util.Map;

/**
 * What training a cell gave.
 *
 * @param metrics value by name
 * @param labels true classes of the test items
 * @param predictions predicted classes of the test items
 * @param margins of two classes, the second's logit less the first's for each test item; empty for
 *     more
 * @param weights of the trained network, as safetensors
 * @param resumedFrom steps found done in a checkpoint
 * @param start where the first weights came from, in words
 * @param state what the trainings of other cells go on from; empty where none does
 * @param timings wall-clock seconds by name, which no two runs have alike
 * @param planes pictures of 0 to 255 by name, row by row, for figures
 */
public record Measured(
    Map<String, Double> metrics,
    int[] labels,
    int[] predictions,
    float[] margins,
    LearningCurve curve,
    byte[] weights,
    int resumedFrom,
    String start,
    byte[] state,
    Map<String, Double> timings,
    Map<String, byte[]> planes) {
  /** Of a cell without pictures. */
  public Measured(
      Map<String, Double> metrics,
      int[] labels,
      int[] predictions,
      float[] margins,
      LearningCurve curve,
      byte[] weights,
      int resumedFrom,
      String start,
      byte[] state,
      Map<String, Double> timings) {
    this(
        metrics,
        labels,
        predictions,
        margins,
        curve,
        weights,
        resumedFrom,
        start,
        state,
        timings,
        Map.of());
  }

  /** Of a cell without margins and timings that no other one goes on from. */
  public Measured(
      Map<String, Double> metrics,
      int[] labels,
      int[] predictions,
      LearningCurve curve,
      byte[] weights,
      int resumedFrom,
      String start) {
    this(
        metrics,
        labels,
        predictions,
        new float[0],
        curve,
        weights,
        resumedFrom,
        start,
        new byte[0],
        Map.of());
  }
}
