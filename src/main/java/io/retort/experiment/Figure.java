package io.retort.experiment;

import java.util.List;

/** What an experiment's figure shows. */
public sealed interface Figure {
  /** What the figure shows, in words. */
  String title();

  /** The metrics that it, and the table beside it, show; the main one first. */
  List<String> metrics();

  /**
   * A metric over a parameter of the grid.
   *
   * @param metric y axis
   * @param parameter the condition's parameter on the x axis
   * @param xLabel its label
   * @param yLabel the metric's label
   * @param series roles drawn over the parameter
   * @param levels roles without the parameter, drawn as horizontal lines
   */
  record Lines(
      String title,
      String metric,
      String parameter,
      String xLabel,
      String yLabel,
      List<String> series,
      List<String> levels)
      implements Figure {
    @Override
    public List<String> metrics() {
      return List.of(metric);
    }
  }

  /**
   * Metrics of each condition, a panel a metric, on logarithmic axes.
   *
   * @param panels what is drawn side by side
   * @param tabled metrics that only the table shows
   */
  record Dots(String title, List<Panel> panels, List<String> tabled) implements Figure {
    @Override
    public List<String> metrics() {
      return java.util.stream.Stream.concat(panels.stream().map(Panel::metric), tabled.stream())
          .toList();
    }
  }

  /** A panel: a metric and its label. */
  record Panel(String metric, String label) {}
}
