package io.retort.report;

import io.retort.claim.Condition;
import io.retort.claim.ReferenceValue;
import io.retort.experiment.Figure;
import io.retort.report.ExperimentFigures.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Shares side by side: a group a metric, a bar a condition. */
final class BarsFigure {
  private static final double WIDTH = 1040;
  private static final double PLOT = 260;
  private static final double LEFT = 62;
  private static final double BOTTOM = 40;
  private static final double GAP = 22;
  private static final int TICKS = 5;

  private final Figure.Bars figure;
  private final Seen seen;
  private final List<String> conditions;
  private final String ink;
  private final double top;

  private BarsFigure(Figure.Bars figure, Seen seen, String ink) {
    this.figure = figure;
    this.seen = seen;
    this.ink = ink;
    this.conditions =
        seen.observations().conditions().stream()
            .map(Condition::toString)
            .filter(
                condition ->
                    figure.groups().stream()
                        .anyMatch(group -> !seen.mainValues(condition, group.metric()).isEmpty()))
            .toList();
    this.top = legend().height() + 20;
  }

  /** As a picture that stands alone. */
  static String draw(Figure.Bars figure, Seen seen, String background) {
    return new BarsFigure(figure, seen, "#1b1f24").svg(background);
  }

  /** The drawing, with what the page's script needs to make a chart that answers. */
  static String page(Figure.Bars figure, Seen seen) {
    BarsFigure bars = new BarsFigure(figure, seen, "currentColor");
    return bars.data().element(bars.svg("none"));
  }

  private ChartData data() {
    List<Figure.Panel> groups = figure.groups();
    double share = (1 - GAP * groups.size() / (WIDTH - LEFT)) / conditions.size();
    List<ChartData.Series> series = new ArrayList<>();
    List<ChartData.Diamond> printed = new ArrayList<>();
    for (int i = 0; i < conditions.size(); i++) {
      String condition = conditions.get(i);
      String colour = RoleColours.step(i);
      List<double[]> points = new ArrayList<>();
      for (int g = 0; g < groups.size(); g++) {
        double x = g + (i - (conditions.size() - 1) / 2.0) * share;
        List<Double> values = seen.mainValues(condition, groups.get(g).metric());
        if (!values.isEmpty()) {
          LineChart.Point point = LinesFigure.point(x, values);
          points.add(new double[] {x, point.mean(), point.low(), point.high()});
        }
        printed(condition, groups.get(g))
            .forEach(value -> printed.add(new ChartData.Diamond(x, value, colour, condition)));
      }
      series.add(
          new ChartData.Series(
              names().of(condition),
              new ChartData.Stroke(colour, 1, new double[0]),
              false,
              points));
    }
    return new ChartData(
        ChartData.Shape.BARS,
        figure.title(),
        (PLOT + BOTTOM) / WIDTH,
        "class",
        figure.yLabel(),
        false,
        IntStream.range(0, groups.size()).asDoubleStream().boxed().toList(),
        groups.stream().map(Figure.Panel::label).toList(),
        new double[] {0, 1},
        series,
        List.of(),
        printed,
        share / 2);
  }

  private ShortNames names() {
    return new ShortNames(conditions.stream().map(Condition::parse).toList());
  }

  private DoubleStream printed(String condition, Figure.Panel group) {
    return seen.printed().stream()
        .filter(v -> v.condition().equals(condition) && v.metric().equals(group.metric()))
        .mapToDouble(ReferenceValue::value);
  }

  private ChartLegend legend() {
    ShortNames names = names();
    ChartLegend legend = new ChartLegend(LEFT, WIDTH);
    for (int i = 0; i < conditions.size(); i++) {
      legend.add(names.of(conditions.get(i)), new LineChart.Look(RoleColours.step(i), 8, ""));
    }
    if (!seen.printed().isEmpty()) {
      legend.addMark("printed");
    }
    return legend;
  }

  private String svg(String background) {
    Svg svg = Svg.start(WIDTH, top + PLOT + BOTTOM, figure.title());
    svg.add("<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>", background);
    legend().draw(svg, ink);
    for (int tick = 0; tick <= TICKS; tick++) {
      double share = (double) tick / TICKS;
      svg.add(
          "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" opacity=\"0.2\"/>",
          LEFT, WIDTH, y(share), y(share), ink);
      svg.text(LEFT - 8, y(share) + 4, "end", ink, String.format(Locale.ROOT, "%.1f", share));
    }
    svg.add(
        "<text transform=\"translate(16 %.1f) rotate(-90)\" text-anchor=\"middle\""
            + " fill=\"%s\">%s</text>",
        top + PLOT / 2, ink, figure.yLabel());
    double step = (WIDTH - LEFT) / figure.groups().size();
    for (int g = 0; g < figure.groups().size(); g++) {
      group(svg, figure.groups().get(g), LEFT + g * step, step);
    }
    return svg.end();
  }

  private double y(double share) {
    return top + PLOT * (1 - share);
  }

  private void group(Svg svg, Figure.Panel group, double left, double step) {
    double width = (step - GAP) / conditions.size();
    for (int i = 0; i < conditions.size(); i++) {
      String condition = conditions.get(i);
      String colour = RoleColours.step(i);
      List<Double> values = seen.mainValues(condition, group.metric());
      double x = left + GAP / 2 + i * width;
      double middle = x + width / 2 - .5;
      if (!values.isEmpty()) {
        LineChart.Point point = LinesFigure.point(0, values);
        svg.add(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\">"
                + "<title>%s</title></rect>",
            x,
            y(point.mean()),
            width - 1,
            y(0) - y(point.mean()),
            colour,
            condition + ", " + group.label() + ": " + Numbers.text(point.mean()));
        svg.add(
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
            middle, middle, y(Math.max(0, point.low())), y(Math.min(1, point.high())), ink);
      }
      printed(condition, group)
          .forEach(
              printed ->
                  svg.add(
                      "<path d=\"M%.1f %.1fl5 5l-5 5l-5 -5z\" fill=\"#fff\" stroke=\"%s\""
                          + " stroke-width=\"2\"/>",
                      middle, y(printed) - 5, colour));
    }
    svg.text(left + step / 2, y(0) + 20, "middle", ink, group.label());
  }
}
