package io.retort.report;

import io.retort.claim.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A row per condition, a panel per metric: a dot for our value with a bar for its spread, a diamond
 * for the printed one; as SVG.
 */
final class DotChart {
  private static final double WIDTH = 1040;
  private static final double ROW = 26;
  private static final double TOP = 58;
  private static final double BOTTOM = 34;
  private static final double GAP = 34;
  private static final double VALUE = 78;
  private static final String OURS = "#1f6fd6";
  private static final String THEIRS = "#d1242f";

  /** A value and the ends of its spread. */
  record Spread(double mean, double low, double high) {}

  /**
   * A panel.
   *
   * @param logarithmic whether its axis is; then all values are above 0
   * @param ours value by row
   * @param theirs printed value by row, where there is one
   */
  record Panel(
      String label, boolean logarithmic, Map<String, Spread> ours, Map<String, Double> theirs) {}

  private final String title;
  private final List<String> rows;
  private final ShortNames names;
  private final List<Panel> panels;

  DotChart(String title, List<String> rows, ShortNames names, List<Panel> panels) {
    this.title = title;
    this.rows = rows;
    this.names = names;
    this.panels = panels;
  }

  /**
   * Draws.
   *
   * @param background a colour, or "none" where the page gives it
   */
  String draw(String background) {
    int longest = rows.stream().mapToInt(row -> names.of(row).length()).max().orElse(0);
    double left = 16 + LineChart.CHARACTER * longest;
    double height = TOP + ROW * rows.size() + BOTTOM;
    String ink = background.equals("none") ? "currentColor" : "#1b1f24";
    Svg svg = Svg.start(WIDTH, height, title);
    svg.add("<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>", background);
    svg.add("<circle cx=\"%.1f\" cy=\"12\" r=\"5\" fill=\"%s\"/>", left + 8, OURS);
    svg.text(left + 20, 16, "start", ink, "ours");
    diamond(svg, left + 84, 12, "printed in the paper");
    svg.text(left + 98, 16, "start", ink, "printed");
    for (int i = 0; i < rows.size(); i++) {
      svg.text(left - 10, y(i) + 4, "end", ink, names.of(rows.get(i)));
    }
    double width = (WIDTH - left - GAP * (panels.size() - 1)) / panels.size();
    for (int p = 0; p < panels.size(); p++) {
      draw(svg, panels.get(p), left + p * (width + GAP), width - VALUE, ink);
    }
    return svg.end();
  }

  /** The drawing, with what the page's script needs to make a chart of each panel. */
  String page() {
    return panels.stream()
        .filter(panel -> !panel.ours().isEmpty() || !panel.theirs().isEmpty())
        .map(panel -> data(panel).element(""))
        .collect(Collectors.joining("", "<div class=\"panels\">" + draw("none"), "</div>"));
  }

  /** A panel by itself: with its own rows only, and their names as short as they can be. */
  private ChartData data(Panel panel) {
    List<String> own =
        rows.stream()
            .filter(row -> panel.ours().containsKey(row) || panel.theirs().containsKey(row))
            .toList();
    ShortNames ownNames = new ShortNames(own.stream().map(Condition::parse).toList());
    DotAxis axis = DotAxis.of(panel, 0, 1);
    List<double[]> points = new ArrayList<>();
    List<ChartData.Diamond> printed = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      Spread ours = panel.ours().get(own.get(i));
      Double theirs = panel.theirs().get(own.get(i));
      if (ours != null) {
        points.add(new double[] {i, ours.mean(), ours.low(), ours.high()});
      }
      if (theirs != null) {
        printed.add(new ChartData.Diamond((double) i, theirs, THEIRS, own.get(i)));
      }
    }
    return new ChartData(
        ChartData.Shape.DOTS,
        title + ": " + panel.label(),
        0,
        "condition",
        panel.label(),
        panel.logarithmic(),
        IntStream.range(0, own.size()).asDoubleStream().boxed().toList(),
        own.stream().map(ownNames::of).toList(),
        axis.ends(),
        List.of(
            new ChartData.Series(
                "ours", new ChartData.Stroke(OURS, 3, new double[0]), false, points)),
        List.of(),
        printed,
        0);
  }

  private void draw(Svg svg, Panel panel, double left, double width, String ink) {
    svg.text(left, TOP - 16, "start", ink, panel.label());
    DotAxis axis = DotAxis.of(panel, left, width);
    double bottom = TOP + ROW * rows.size();
    for (double tick : axis.ticks()) {
      double x = axis.x(tick);
      svg.add(
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" opacity=\"0.2\"/>",
          x, x, TOP - 6, bottom, ink);
      svg.text(x, bottom + 18, "middle", ink, axis.label(tick));
    }
    for (int i = 0; i < rows.size(); i++) {
      String row = rows.get(i);
      Spread ours = panel.ours().get(row);
      Double theirs = panel.theirs().get(row);
      if (ours != null) {
        double x = axis.x(ours.mean());
        svg.add(
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" opacity=\"0.35\"/>",
            left, x, y(i), y(i), OURS);
        svg.add(
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                + " stroke-width=\"3\"/>",
            axis.x(ours.low()), axis.x(ours.high()), y(i), y(i), OURS);
        svg.add(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"5\" fill=\"%s\"><title>%s</title></circle>",
            x, y(i), OURS, row + ": " + Numbers.text(ours.mean()));
        svg.text(left + width + 12, y(i) + 4, "start", ink, axis.value(ours.mean()));
      }
      if (theirs != null) {
        diamond(svg, axis.x(theirs), y(i), "printed for " + row + ": " + Numbers.text(theirs));
      }
    }
  }

  private static void diamond(Svg svg, double x, double y, String title) {
    svg.add(
        "<path d=\"M%.1f %.1fl7 7l-7 7l-7 -7z\" fill=\"none\" stroke=\"%s\""
            + " stroke-width=\"2\"><title>%s</title></path>",
        x, y - 7, THEIRS, title);
  }

  private static double y(int row) {
    return TOP + ROW * (row + .5);
  }
}
