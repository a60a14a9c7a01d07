package io.retort.report;

import io.retort.claim.Condition;
import io.retort.claim.ReferenceValue;
import io.retort.experiment.Figure;
import io.retort.report.ExperimentFigures.Seen;
import io.retort.report.LineChart.Axes;
import io.retort.report.LineChart.Level;
import io.retort.report.LineChart.Line;
import io.retort.report.LineChart.Look;
import io.retort.report.LineChart.Mark;
import io.retort.report.LineChart.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** Metrics over a parameter of the grid, with printed points over them. */
final class LinesFigure {
  private final Figure.Lines figure;
  private final Seen seen;

  LinesFigure(Figure.Lines figure, Seen seen) {
    this.figure = figure;
    this.seen = seen;
  }

  LineChart chart() {
    boolean categories = isCategories();
    List<String> places = places();
    List<Double> ticks = places.stream().map(place -> x(places, place)).toList();
    LineChart chart =
        new LineChart(
            figure.title(),
            1040,
            500,
            new Axes(
                figure.xLabel(),
                figure.yLabel(),
                ticks,
                categories ? places : List.of(),
                figure.axis() == Figure.Axis.LOGARITHMIC));
    for (String level : figure.levels()) {
      List<Double> values = seen.mainValues(level, figure.metric());
      if (!values.isEmpty()) {
        chart.level(
            new Level(level, new Look(RoleColours.of(level), 1.8, "2 4"), point(0, values)));
      }
    }
    for (Figure.Series series : figure.series()) {
      boolean readings = seen.experiment().depends(Condition.parse(series.role()));
      List<String> variants = new ArrayList<>(readings ? variantsSeen() : List.of(""));
      for (String variant : variants) {
        boolean main = seen.isMain(variant);
        List<Point> points = new ArrayList<>();
        for (String place : places) {
          String condition = series.role() + ", " + figure.parameter() + "=" + place;
          List<Double> values = seen.values(variant, condition, series.metric());
          if (!values.isEmpty()) {
            points.add(point(x(places, place), values));
          }
        }
        String name = series.name() + (variants.size() > 1 ? " [" + variant + "]" : "");
        String dash =
            series.dotted()
                ? "1 5"
                : main ? "" : variants.indexOf(variant) % 2 == 1 ? "7 4" : "2 3";
        chart.line(
            new Line(
                name,
                new Look(RoleColours.of(series.role()), main ? 2.4 : LineChart.THIN, dash),
                points,
                !categories));
      }
    }
    for (ReferenceValue value : seen.printed()) {
      if (figure.series().stream().anyMatch(s -> s.metric().equals(value.metric()))) {
        Condition condition = Condition.parse(value.condition());
        String place = condition.parameters().get(figure.parameter());
        chart.mark(
            new Mark(
                place == null ? Double.NaN : x(places, place),
                value.value(),
                RoleColours.of(condition.role()),
                "printed " + value.metric().replace('_', ' ') + " for " + condition,
                figure.series().stream()
                    .anyMatch(s -> s.dotted() && s.metric().equals(value.metric()))));
      }
    }
    return chart;
  }

  /** The parameter's values: ascending numbers, or in the order of the grid. */
  private List<String> places() {
    Stream<Condition> conditions = seen.observations().conditions().stream();
    if (!isCategories()) { // an axis must reach the printed points, too
      conditions =
          Stream.concat(
              conditions,
              seen.printed().stream()
                  .filter(v -> v.metric().equals(figure.metric()))
                  .map(v -> Condition.parse(v.condition())));
    }
    Stream<String> places =
        conditions
            .map(condition -> condition.parameters().get(figure.parameter()))
            .filter(Objects::nonNull)
            .distinct();
    return isCategories()
        ? places.toList()
        : places.sorted(Comparator.comparing(Double::valueOf)).toList();
  }

  private double x(List<String> places, String place) {
    return isCategories() ? places.indexOf(place) : Double.parseDouble(place);
  }

  private List<String> variantsSeen() {
    TreeSet<String> variants = new TreeSet<>();
    seen.results().forEach(result -> variants.add(result.variant()));
    return seen.experiment().readings().keySet().stream().filter(variants::contains).toList();
  }

  static Point point(double x, List<Double> values) {
    SummaryStatistics s = new SummaryStatistics();
    values.forEach(s::addValue);
    double sd = values.size() < 2 ? 0 : s.getStandardDeviation();
    return new Point(x, s.getMean(), s.getMean() - sd, s.getMean() + sd);
  }

  private boolean isCategories() {
    return figure.axis() == Figure.Axis.CATEGORIES;
  }
}
