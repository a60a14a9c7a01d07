package io.retort.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.retort.provenance.Json;
import io.retort.report.LineChart.Axes;
import io.retort.report.LineChart.Level;
import io.retort.report.LineChart.Line;
import io.retort.report.LineChart.Look;
import io.retort.report.LineChart.Mark;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart as the page's script reads it. Its names are short, as a page holds many.
 *
 * @param ratio height by width; of dots the rows give the height
 * @param log whether the x axis is logarithmic; of dots, whether the values' axis is
 * @param names labels of the ticks; numbers when empty
 * @param y ends of the y axis
 * @param half half a bar's width on the x axis; 0 where there are none
 */
record ChartData(
    Shape shape,
    String title,
    double ratio,
    String xLabel,
    String yLabel,
    boolean log,
    List<Double> ticks,
    List<String> names,
    double[] y,
    List<Series> lines,
    List<Band> levels,
    List<Diamond> marks,
    double half) {

  /** What is drawn for a point. */
  enum Shape {
    /** A point of a line from the left to the right. */
    LINES,
    /** A bar from 0; its x is its middle, its group's name stands at the nearest whole number. */
    BARS,
    /** A dot in a row of its own: x counts the rows from above, values lie from left to right. */
    DOTS
  }

  /** A line; its points are x, mean, low and high, those that are no numbers left out. */
  record Series(String name, Stroke stroke, boolean joined, List<double[]> points) {
    Series {
      points = points.stream().filter(p -> Arrays.stream(p).allMatch(Double::isFinite)).toList();
    }
  }

  /** A horizontal line with its spread. */
  record Band(String name, Stroke stroke, double mean, double low, double high) {}

  /** A printed value; at the right edge without x. */
  record Diamond(@Nullable Double x, double y, String colour, String title) {}

  /** How a line looks. */
  record Stroke(String colour, double width, double[] dash) {
    static Stroke of(Look look) {
      return new Stroke(
          look.colour(),
          look.width(),
          look.dash().isEmpty()
              ? new double[0]
              : Arrays.stream(look.dash().split(" ")).mapToDouble(Double::parseDouble).toArray());
    }
  }

  static ChartData of(
      String title,
      double ratio,
      Axes axes,
      double[] y,
      List<Line> lines,
      List<Level> levels,
      List<Mark> marks) {
    return new ChartData(
        Shape.LINES,
        title,
        ratio,
        axes.xLabel(),
        axes.yLabel(),
        axes.logarithmic(),
        axes.ticks(),
        axes.names(),
        y,
        lines.stream()
            .map(
                line ->
                    new Series(
                        line.name(),
                        Stroke.of(line.look()),
                        line.joined(),
                        line.points().stream()
                            .map(p -> new double[] {p.x(), p.mean(), p.low(), p.high()})
                            .toList()))
            .toList(),
        levels.stream()
            .map(
                level ->
                    new Band(
                        level.name(),
                        Stroke.of(level.look()),
                        level.point().mean(),
                        level.point().low(),
                        level.point().high()))
            .toList(),
        marks.stream()
            .map(
                mark ->
                    new Diamond(
                        Double.isNaN(mark.x()) ? null : mark.x(),
                        mark.y(),
                        mark.colour(),
                        mark.title()))
            .toList(),
        0);
  }

  /** An element that the page's script draws in, above what it holds until then. */
  String element(String drawing) {
    return "<div class=\"chart\" data-chart=\"%s\">%s</div>".formatted(attribute(), drawing);
  }

  private String attribute() {
    try {
      return Json.CANONICAL
          .writeValueAsString(this)
          .replaceAll("(\\d\\.\\d{6})\\d+(?![\\dE])", "$1") // no pixel shows more digits
          .replace("&", "&amp;")
          .replace("\"", "&quot;")
          .replace("<", "&lt;");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("chart [%s] has no JSON form".formatted(title), e);
    }
  }
}
