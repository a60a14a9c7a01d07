package io.retort.training;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How training went. */
public record LearningCurve(List<Point> points) {
  /**
   * One point.
   *
   * @param iteration steps done
   * @param loss mean training loss since the point before, in nats
   * @param metrics what the network came to by then, by name, such as the accuracy on a part of the
   *     test set
   */
  public record Point(int iteration, double loss, Map<String, Double> metrics) {
    /** Copies the metrics; results of before they had names have none. */
    public Point {
      metrics = Map.copyOf(Objects.requireNonNullElse(metrics, Map.of()));
    }
  }
}
