package io.retort.report;

import java.util.ArrayList;
import java.util.List;

/** A chart's legend: as many entries a row as fit. */
final class ChartLegend {
  private static final double ROW = 20;
  private static final double KEY = 24;
  private static final double GAP = 6;
  private static final double MARGIN = 14;

  /** An entry; one without a look is a printed mark. */
  private record Entry(String name, String colour, String dash, boolean mark) {
    double width() {
      return KEY + GAP + MARGIN + name.length() * LineChart.CHARACTER;
    }
  }

  private final double left;
  private final double right;
  private final List<List<Entry>> rows = new ArrayList<>();
  private double used = Double.POSITIVE_INFINITY;

  ChartLegend(double left, double right) {
    this.left = left;
    this.right = right;
  }

  void add(String name, LineChart.Look look) {
    add(new Entry(name, look.colour(), look.dash(), false));
  }

  void addMark(String name) {
    add(new Entry(name, "", "", true));
  }

  private void add(Entry entry) {
    if (used + entry.width() > right) {
      rows.add(new ArrayList<>());
      used = left;
    }
    rows.get(rows.size() - 1).add(entry);
    used += entry.width();
  }

  double height() {
    return ROW * rows.size();
  }

  void draw(Svg svg, String ink) {
    double y = 16;
    for (List<Entry> row : rows) {
      double x = left;
      for (Entry entry : row) {
        if (entry.mark()) {
          svg.add(
              "<path d=\"M%.1f %.1fl6 6l-6 6l-6 -6z\" fill=\"#fff\" stroke=\"%s\""
                  + " stroke-width=\"2\"/>",
              x + KEY / 2, y - 10, ink);
        } else {
          svg.add(
              "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                  + " stroke-width=\"2.4\" stroke-dasharray=\"%s\"/>",
              x, x + KEY, y - 4, y - 4, entry.colour(), entry.dash());
        }
        svg.text(x + KEY + GAP, y, "start", ink, entry.name());
        x += entry.width();
      }
      y += ROW;
    }
  }
}
