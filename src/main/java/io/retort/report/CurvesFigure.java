package io.retort.report;

import io.retort.claim.Condition;
import io.retort.claim.ReferenceValue;
import io.retort.experiment.CellResult;
import io.retort.experiment.Figure;
import io.retort.report.ExperimentFigures.Seen;
import io.retort.report.LineChart.Axes;
import io.retort.report.LineChart.Line;
import io.retort.report.LineChart.Look;
import io.retort.report.LineChart.Mark;
import io.retort.report.LineChart.Point;
import io.retort.training.LearningCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.jspecify.annotations.Nullable;

/** Learning curves: means over the seeds of the default reading, and their spread. */
final class CurvesFigure {
  private static final int TICKS = 4;

  private final Seen seen;

  CurvesFigure(Seen seen) {
    this.seen = seen;
  }

  /** The paper's figure: metrics while networks train, printed ones at the end. */
  LineChart main(Figure.Curves figure) {
    int last = Math.max(1, last(figure.roles()));
    double from = figure.from() * last;
    LineChart chart = new LineChart(figure.title(), 1040, 500, axes(figure.yLabel(), from, last));
    Map<String, String> colours = RoleColours.of(figure.roles());
    for (Figure.Series series : figure.series()) {
      SortedMap<Integer, SummaryStatistics> points =
          points(series.role(), point -> point.metrics().get(series.metric()));
      chart.line(
          new Line(
              series.name(),
              new Look(colours.getOrDefault(series.role(), ""), 2.4, series.dotted() ? "1 5" : ""),
              points.tailMap((int) Math.ceil(from)).entrySet().stream()
                  .map(entry -> spread(entry.getKey(), entry.getValue()))
                  .toList(),
              true));
    }
    for (ReferenceValue value : seen.printed()) {
      for (Figure.Series series : figure.series()) {
        if (value.condition().equals(series.role()) && value.metric().equals(series.metric())) {
          chart.mark(
              new Mark(
                  Double.NaN,
                  value.value(),
                  colours.getOrDefault(series.role(), ""),
                  "printed " + value.metric().replace('_', ' ') + " for " + series.role(),
                  series.dotted()));
        }
      }
    }
    return chart;
  }

  /** Learning curves by title, a panel per role and metric. */
  Map<String, LineChart> panels() {
    Map<String, LineChart> panels = new LinkedHashMap<>();
    for (List<String> roles : groups()) {
      String loss = "Training loss: " + who(roles);
      panels.put(loss, panel(roles, "training loss (nats)", LearningCurve.Point::loss, loss));
      for (String metric : metrics(roles)) {
        List<String> having =
            roles.stream().filter(role -> metrics(List.of(role)).contains(metric)).toList();
        String words = metric.replace('_', ' ');
        String title =
            Character.toUpperCase(words.charAt(0))
                + words.substring(1)
                + " while training: "
                + who(having);
        panels.put(
            title, panel(having, "probe " + words, point -> point.metrics().get(metric), title));
      }
    }
    return panels;
  }

  private static String who(List<String> roles) {
    return roles.size() > 3 ? "all networks" : String.join(" and ", roles);
  }

  /** Roles that share a panel. */
  private List<List<String>> groups() {
    List<List<String>> groups = new ArrayList<>();
    Figure figure = seen.experiment().figure();
    if (figure instanceof Figure.Lines lines) {
      groups.add(lines.levels());
      lines.roles().forEach(role -> groups.add(List.of(Condition.parse(role).role())));
    } else if (figure instanceof Figure.Curves curves) {
      curves.levels().forEach(role -> groups.add(List.of(role)));
      groups.add(curves.roles());
    } else {
      List<String> trained =
          seen.results().stream()
              .filter(result -> !result.curve().points().isEmpty())
              .map(result -> Condition.parse(result.condition()).role())
              .distinct()
              .toList();
      if (!trained.isEmpty()) {
        groups.add(trained);
      }
    }
    return groups;
  }

  private List<String> metrics(List<String> roles) {
    TreeSet<String> metrics = new TreeSet<>();
    for (CellResult result : seen.results()) {
      if (roles.contains(Condition.parse(result.condition()).role())) {
        result.curve().points().forEach(point -> metrics.addAll(point.metrics().keySet()));
      }
    }
    return List.copyOf(metrics);
  }

  private LineChart panel(
      List<String> roles,
      String yLabel,
      Function<LearningCurve.Point, @Nullable Double> value,
      String title) {
    LineChart chart = new LineChart(title, 470, 300, axes(yLabel, 0, Math.max(1, last(roles))));
    int step = 0;
    for (Condition condition : seen.observations().conditions()) {
      if (roles.contains(condition.role())) {
        String text = condition.toString();
        boolean single = condition.parameters().isEmpty();
        List<Point> points = new ArrayList<>();
        points(text, value)
            .forEach((at, s) -> points.add(new Point(at, s.getMean(), s.getMin(), s.getMax())));
        chart.line(
            new Line(
                single ? text : text.substring(condition.role().length() + 2),
                new Look(
                    single && roles.size() <= 3
                        ? RoleColours.of(condition.role())
                        : RoleColours.step(step),
                    1.4,
                    ""),
                points,
                true));
        step++;
      }
    }
    return chart;
  }

  private static Axes axes(String yLabel, double from, int last) {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i <= TICKS; i++) {
      ticks.add((double) Math.round(from + (last - from) * i / TICKS));
    }
    return new Axes("iteration", yLabel, ticks, List.of(), false);
  }

  /** Values over iterations, of the seeds of a condition. */
  private SortedMap<Integer, SummaryStatistics> points(
      String condition, Function<LearningCurve.Point, @Nullable Double> value) {
    SortedMap<Integer, SummaryStatistics> points = new TreeMap<>();
    for (CellResult result : seen.results()) {
      if (result.condition().equals(condition) && seen.isMain(result.variant())) {
        for (LearningCurve.Point point : result.curve().points()) {
          Double at = value.apply(point);
          if (at != null) {
            points.computeIfAbsent(point.iteration(), i -> new SummaryStatistics()).addValue(at);
          }
        }
      }
    }
    return points;
  }

  private int last(List<String> roles) {
    return seen.results().stream()
        .filter(result -> roles.contains(Condition.parse(result.condition()).role()))
        .flatMap(result -> result.curve().points().stream())
        .mapToInt(LearningCurve.Point::iteration)
        .max()
        .orElse(0);
  }

  private static Point spread(int iteration, SummaryStatistics s) {
    double sd = s.getN() < 2 ? 0 : s.getStandardDeviation();
    return new Point(iteration, s.getMean(), s.getMean() - sd, s.getMean() + sd);
  }
}
