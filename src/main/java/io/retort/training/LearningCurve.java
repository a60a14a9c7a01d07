package io.retort.training;

import java.util.List;

/** How training went. */
public record LearningCurve(List<Point> points) {
  /**
   * One point.
   *
   * @param iteration steps done
   * @param loss mean training loss since the point before, in nats
   * @param accuracy share of correct items of the probe, taken from the test set
   */
  public record Point(int iteration, double loss, double accuracy) {}
}
