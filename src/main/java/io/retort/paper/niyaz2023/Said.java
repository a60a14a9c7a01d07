package io.retort.paper.niyaz2023;

import io.retort.experiment.Measured;
import io.retort.training.LearningCurve;
import java.util.Map;

/**
 * What trained networks say of the test items.
 *
 * @param labels true classes; empty where there are masks
 * @param predictions predicted classes, likewise
 * @param planes probabilities of some items' pixels, 0 to 255, by the item's id
 */
record Said(
    Map<String, Double> metrics, int[] labels, int[] predictions, Map<String, byte[]> planes) {
  /** Of a cohort, whose members are asked one by one. */
  static final Said NOTHING = new Said(Map.of(), new int[0], new int[0], Map.of());

  Measured measured(
      LearningCurve curve,
      byte[] weights,
      int resumedFrom,
      String start,
      Map<String, Double> timings) {
    return new Measured(
        metrics,
        labels,
        predictions,
        new float[0],
        curve,
        weights,
        resumedFrom,
        start,
        new byte[0],
        timings,
        planes);
  }
}
