package io.retort.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart of lines with spread, horizontal levels and printed points, as SVG. */
final class LineChart {
  /** Room for the y axis's label and for ticks of four characters; longer ones take more. */
  private static final double LEFT = 58;

  private static final double RIGHT = 26;
  private static final double BOTTOM = 46;

  /** Estimated width of a character. */
  static final double CHARACTER = 7.7;

  /** Lines up to this width are drawn without their spread. */
  static final double THIN = 1.2;

  /** Lines from this width on have dots at their points. */
  static final double THICK = 2;

  /** How a line looks. */
  record Look(String colour, double width, String dash) {}

  /** A point of a line: the mean, and the ends of its spread. */
  record Point(double x, double mean, double low, double high) {}

  /**
   * A line over x.
   *
   * @param joined whether its points are; else they stand alone, with bars for their spread
   */
  record Line(String name, Look look, List<Point> points, boolean joined) {}

  /** A horizontal line over the whole width; x of its point is not used. */
  record Level(String name, Look look, Point point) {}

  /**
   * A printed value, drawn as a diamond; x of NaN puts it at the right edge.
   *
   * @param dotted whether it belongs to a dotted line
   */
  record Mark(double x, double y, String colour, String title, boolean dotted) {}

  /**
   * What the axes show.
   *
   * @param ticks x values with a label
   * @param names their labels; numbers when empty
   * @param logarithmic whether x is
   */
  record Axes(
      String xLabel, String yLabel, List<Double> ticks, List<String> names, boolean logarithmic) {
    String label(int tick) {
      return names.isEmpty() ? number(ticks.get(tick)) : names.get(tick);
    }
  }

  private final String title;
  private final double width;
  private final double height;
  private final Axes axes;
  private final List<Line> lines = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private double top;
  private double left = LEFT;
  private double yLow;
  private double yHigh;

  LineChart(String title, double width, double height, Axes axes) {
    this.title = title;
    this.width = width;
    this.height = height;
    this.axes = axes;
  }

  void line(Line line) {
    lines.add(line);
  }

  void level(Level level) {
    levels.add(level);
  }

  void mark(Mark mark) {
    marks.add(mark);
  }

  /**
   * Draws.
   *
   * @param background a colour, or "none" where the page gives it
   */
  String draw(String background) {
    range();
    ChartLegend legend = legend();
    top = 14 + legend.height();
    Svg svg = Svg.start(width, height, title);
    svg.add("<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>", background);
    String ink = background.equals("none") ? "currentColor" : "#1b1f24";
    legend.draw(svg, ink);
    drawAxes(svg, ink);
    for (Level level : levels) {
      Point p = level.point();
      svg.add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" opacity=\"0.13\"/>",
          left,
          y(p.high()),
          width - left - RIGHT,
          Math.max(0, y(p.low()) - y(p.high())),
          level.look().colour());
      svg.add(
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\""
              + " stroke-dasharray=\"%s\"><title>%s</title></line>",
          left,
          width - RIGHT,
          y(p.mean()),
          y(p.mean()),
          level.look().colour(),
          level.look().width(),
          level.look().dash(),
          name(level.name(), p.mean()));
    }
    lines.forEach(line -> drawLine(svg, line));
    for (Mark mark : marks) {
      double x = Double.isNaN(mark.x()) ? width - RIGHT - 7 : x(mark.x());
      double y = y(mark.y());
      svg.add(
          "<path d=\"M%.1f %.1fl6 6l-6 6l-6 -6z\" fill=\"#fff\" stroke=\"%s\""
              + " stroke-width=\"2.2\" stroke-dasharray=\"%s\"><title>%s</title></path>",
          x, y - 6, mark.colour(), mark.dotted() ? "2 2" : "", name(mark.title(), mark.y()));
    }
    return svg.end();
  }

  /** The drawing, with what the page's script needs to make one that answers to the pointer. */
  String page() {
    String drawing = draw("none");
    ChartData data =
        ChartData.of(title, height / width, axes, new double[] {yLow, yHigh}, lines, levels, marks);
    return data.element(drawing);
  }

  private void drawLine(Svg svg, Line line) {
    StringBuilder path = new StringBuilder();
    StringBuilder band = new StringBuilder();
    List<Point> points = line.points();
    if (points.isEmpty()) {
      return; // a path of nothing is an error in browsers
    }
    for (int i = 0; i < points.size(); i++) {
      Point p = points.get(i);
      path.append(coordinates(i == 0 ? 'M' : 'L', p.x(), p.mean()));
      band.append(coordinates(i == 0 ? 'M' : 'L', p.x(), p.high()));
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      band.append(coordinates('L', points.get(i).x(), points.get(i).low()));
    }
    String colour = line.look().colour();
    if (!line.joined()) {
      drawBars(svg, line);
      return;
    }
    if (line.look().width() > THIN) {
      svg.add("<path d=\"%s\" fill=\"%s\" opacity=\"0.15\"/>", band + "z", colour);
    }
    svg.add(
        "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" stroke-dasharray=\"%s\"/>",
        path.toString(), colour, line.look().width(), line.look().dash());
    if (line.look().width() >= THICK) {
      for (Point p : points) {
        svg.add(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.2\" fill=\"%s\"><title>%s</title></circle>",
            x(p.x()), y(p.mean()), colour, name(line.name() + " at " + number(p.x()), p.mean()));
      }
    }
  }

  private void drawBars(Svg svg, Line line) {
    boolean main = line.look().width() >= THICK;
    for (Point p : line.points()) {
      svg.add(
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
          x(p.x()), x(p.x()), y(p.low()), y(p.high()), line.look().colour(), line.look().width());
      svg.add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"><title>%s</title></circle>",
          x(p.x()),
          y(p.mean()),
          main ? "5" : "3",
          line.look().colour(),
          name(line.name() + " at " + axes.label(axes.ticks().indexOf(p.x())), p.mean()));
    }
  }

  private void drawAxes(Svg svg, String ink) {
    double step = niceStep((yHigh - yLow) / 8);
    for (double v = Math.ceil(yLow / step) * step; v <= yHigh + 1e-9; v += step) {
      svg.add(
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" opacity=\"0.15\"/>",
          left, width - RIGHT, y(v), y(v), ink);
      svg.text(left - 7, y(v) + 4, "end", ink, tick(v, step));
    }
    for (double tick : axes.ticks()) {
      svg.add(
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" opacity=\"0.5\"/>",
          x(tick), x(tick), height - BOTTOM, height - BOTTOM + 5, ink);
    }
    double lastRight = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < axes.ticks().size(); i++) {
      double x = x(axes.ticks().get(i));
      String label = axes.label(i);
      double half = label.length() * CHARACTER / 2;
      if (x - half > lastRight + 4) {
        svg.text(x, height - BOTTOM + 19, "middle", ink, label);
        lastRight = x + half;
      }
    }
    svg.add(
        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
        left, width - RIGHT, height - BOTTOM, height - BOTTOM, ink);
    svg.text((left + width - RIGHT) / 2, height - 8, "middle", ink, axes.xLabel());
    double middle = (top + height - BOTTOM) / 2;
    svg.add(
        "<text transform=\"translate(14 %.1f) rotate(-90)\" text-anchor=\"middle\""
            + " fill=\"%s\">%s</text>",
        middle, ink, axes.yLabel());
  }

  private ChartLegend legend() {
    ChartLegend legend = new ChartLegend(left, width - RIGHT);
    lines.forEach(line -> legend.add(line.name(), line.look()));
    levels.forEach(level -> legend.add(level.name(), level.look()));
    if (!marks.isEmpty()) {
      legend.addMark("printed in the paper");
    }
    return legend;
  }

  private void range() {
    yLow = Double.POSITIVE_INFINITY;
    yHigh = Double.NEGATIVE_INFINITY;
    lines.forEach(line -> line.points().forEach(p -> widen(p.low(), p.high())));
    levels.forEach(level -> widen(level.point().low(), level.point().high()));
    marks.forEach(mark -> widen(mark.y(), mark.y()));
    if (yLow > yHigh) { // nothing to show
      yLow = 0;
      yHigh = 1;
    }
    // of a single value, axis labels that differ
    double margin = yHigh > yLow ? (yHigh - yLow) * 0.04 : Math.max(1e-6, Math.abs(yHigh) * 0.1);
    yLow -= margin;
    yHigh += margin;
    double step = niceStep((yHigh - yLow) / 8);
    int longest = Math.max(tick(yLow, step).length(), tick(yHigh, step).length());
    left = Math.max(LEFT, 27 + longest * CHARACTER);
  }

  private void widen(double low, double high) {
    yLow = Math.min(yLow, low);
    yHigh = Math.max(yHigh, high);
  }

  private double x(double value) {
    double low = axes.ticks().get(0);
    double high = axes.ticks().get(axes.ticks().size() - 1);
    double share =
        axes.logarithmic()
            ? Math.log(value / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return left + 12 + share * (width - left - RIGHT - 24);
  }

  private double y(double value) {
    return height - BOTTOM - (value - yLow) / (yHigh - yLow) * (height - BOTTOM - top);
  }

  private String coordinates(char command, double x, double mean) {
    return String.format(Locale.ROOT, "%c%.1f %.1f", command, x(x), y(mean));
  }

  /** The next of 1, 2, 5 times a power of ten. */
  static double niceStep(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    for (double factor : new double[] {1, 2, 5, 10}) {
      if (factor * power >= raw) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String tick(double value, double step) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value == 0 ? 0.0 : value);
  }

  static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%s", value);
  }

  private static String name(String what, double value) {
    return String.format(Locale.ROOT, "%s: %.4f", what, value);
  }
}
