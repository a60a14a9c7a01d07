package io.retort.training;

import java.util.List;
import java.util.Map;

/**
 * How training went.
 *
 * @param kept steps after which the resulting weights were taken
 */
public record LearningCurve(List<Point> points, int kept) {
  /**
   * One point.
   *
   * @param iteration steps done
   * @param loss mean training loss since the point before, in nats
   * @param metrics what the network came to by then, by name, such as the accuracy on a part of the
   *     test set
   */
  public record Point(int iteration, double loss, Map<String, Double> metrics) {
    /** Copies the metrics. */
    public Point {
      metrics = Map.copyOf(metrics);
    }
  }
}
