package io.retort.report;

import io.retort.claim.Condition;
import io.retort.claim.Observations;
import io.retort.claim.ReferenceValue;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import io.retort.experiment.Figure;
import io.retort.report.LineChart.Axes;
import io.retort.report.LineChart.Level;
import io.retort.report.LineChart.Line;
import io.retort.report.LineChart.Look;
import io.retort.report.LineChart.Mark;
import io.retort.report.LineChart.Point;
import io.retort.training.LearningCurve;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** The figures of one run of an experiment. */
public final class ExperimentFigures {
  private static final Map<String, String> ROLE_COLOURS =
      Map.of("teacher", "#e07b00", "upper", "#1f6fd6", "student", "#d1242f", "baseline", "#1a7f37");
  private static final String OTHER = "#8250df";
  private static final String[] RAMP = {
    "#8c6bb1", "#4d7fc4", "#2b9bb3", "#2ca25f", "#8fae1b", "#d99b00", "#d1495b"
  };

  private final Experiment experiment;
  private final List<CellResult> results;
  private final Observations seen;
  private final Collection<ReferenceValue> printed;
  private final String background;

  /**
   * The figures.
   *
   * @param background a colour for pictures that stand alone, "none" within a page
   */
  public ExperimentFigures(
      Experiment experiment,
      List<CellResult> results,
      Observations seen,
      Collection<ReferenceValue> printed,
      String background) {
    this.experiment = experiment;
    this.results = results;
    this.seen = seen;
    this.printed = printed;
    this.background = background;
  }

  /** The paper's figure with our values, seed spread, and the printed points over them. */
  public String main() {
    return experiment.figure() instanceof Figure.Dots dots
        ? dots(dots)
        : lines((Figure.Lines) experiment.figure());
  }

  private String dots(Figure.Dots figure) {
    List<String> rows = seen.conditions().stream().map(Condition::toString).toList();
    List<DotChart.Panel> panels = new ArrayList<>();
    for (Figure.Panel panel : figure.panels()) {
      Map<String, Double> ours = new LinkedHashMap<>();
      Map<String, Double> theirs = new LinkedHashMap<>();
      for (String row : rows) {
        values("", row, panel.metric()).stream().findFirst().ifPresent(v -> ours.put(row, v));
        printed.stream()
            .filter(
                v ->
                    v.experiment().equals(experiment.id())
                        && v.condition().equals(row)
                        && v.metric().equals(panel.metric()))
            .findFirst()
            .ifPresent(v -> theirs.put(row, v.value()));
      }
      panels.add(new DotChart.Panel(panel.label(), ours, theirs));
    }
    return new DotChart(figure.title(), rows, panels).draw(background);
  }

  private String lines(Figure.Lines figure) {
    boolean categories = figure.axis() == Figure.Axis.CATEGORIES;
    List<String> places = places(figure);
    List<Double> ticks = places.stream().map(place -> x(figure, places, place)).toList();
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
                !categories));
    for (String level : figure.levels()) {
      List<Double> values = values("", level, figure.metric());
      if (!values.isEmpty()) {
        chart.level(new Level(level, new Look(colour(level), 1.8, "2 4"), point(0, values)));
      }
    }
    for (Figure.Series series : figure.series()) {
      boolean readings = experiment.depends(Condition.of(series.role()));
      List<String> variants = new ArrayList<>(readings ? variantsSeen() : List.of(""));
      for (String variant : variants) {
        boolean main = variant.isEmpty() || variant.equals(experiment.defaultReading());
        List<Point> points = new ArrayList<>();
        for (String place : places) {
          String condition = series.role() + ", " + figure.parameter() + "=" + place;
          List<Double> values = values(variant, condition, series.metric());
          if (!values.isEmpty()) {
            points.add(point(x(figure, places, place), values));
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
                new Look(colour(series.role()), main ? 2.4 : LineChart.THIN, dash),
                points,
                !categories));
      }
    }
    for (ReferenceValue value : printed) {
      if (value.experiment().equals(experiment.id()) && figure.metrics().contains(value.metric())) {
        Condition condition = Condition.parse(value.condition());
        String place = condition.parameters().get(figure.parameter());
        chart.mark(
            new Mark(
                place == null ? Double.NaN : x(figure, places, place),
                value.value(),
                colour(condition.role()),
                "printed " + value.metric().replace('_', ' ') + " for " + condition,
                figure.series().stream()
                    .anyMatch(s -> s.dotted() && s.metric().equals(value.metric()))));
      }
    }
    return chart.draw(background);
  }

  /** The parameter's values: ascending numbers, or in the order of the grid. */
  private List<String> places(Figure.Lines figure) {
    Stream<String> places =
        seen.conditions().stream()
            .map(condition -> condition.parameters().get(figure.parameter()))
            .filter(Objects::nonNull)
            .distinct();
    return figure.axis() == Figure.Axis.CATEGORIES
        ? places.toList()
        : places.sorted(Comparator.comparing(Double::valueOf)).toList();
  }

  private static double x(Figure.Lines figure, List<String> places, String place) {
    return figure.axis() == Figure.Axis.CATEGORIES
        ? places.indexOf(place)
        : Double.parseDouble(place);
  }

  /** Learning curves by title, a panel per role: the mean over seeds of the default reading. */
  public Map<String, String> curves() {
    Map<String, String> panels = new LinkedHashMap<>();
    if (!(experiment.figure() instanceof Figure.Lines figure)) {
      return panels;
    }
    List<List<String>> groups = new ArrayList<>();
    groups.add(figure.levels());
    figure.roles().forEach(role -> groups.add(List.of(role)));
    for (List<String> roles : groups) {
      String who = String.join(" and ", roles);
      String loss = "Training loss: " + who;
      String accuracy = "Accuracy while training: " + who;
      panels.put(loss, panel(roles, "training loss (nats)", LearningCurve.Point::loss, loss));
      panels.put(accuracy, panel(roles, "probe accuracy", LearningCurve.Point::accuracy, accuracy));
    }
    return panels;
  }

  private String panel(
      List<String> roles,
      String yLabel,
      ToDoubleFunction<LearningCurve.Point> value,
      String title) {
    Map<String, TreeMap<Integer, SummaryStatistics>> byCondition = new LinkedHashMap<>();
    for (Condition condition : seen.conditions()) {
      if (roles.contains(condition.role())) {
        byCondition.put(condition.toString(), new TreeMap<>());
      }
    }
    int last = 1;
    for (CellResult result : results) {
      TreeMap<Integer, SummaryStatistics> points = byCondition.get(result.condition());
      if (points != null
          && (result.variant().isEmpty() || result.variant().equals(experiment.defaultReading()))) {
        for (LearningCurve.Point p : result.curve().points()) {
          points
              .computeIfAbsent(p.iteration(), i -> new SummaryStatistics())
              .addValue(value.applyAsDouble(p));
          last = Math.max(last, p.iteration());
        }
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i <= 4; i++) {
      ticks.add((double) Math.round(last * i / 4.0));
    }
    LineChart chart =
        new LineChart(title, 470, 300, new Axes("iteration", yLabel, ticks, List.of(), false));
    int i = 0;
    for (Map.Entry<String, TreeMap<Integer, SummaryStatistics>> entry : byCondition.entrySet()) {
      List<Point> points = new ArrayList<>();
      entry
          .getValue()
          .forEach(
              (iteration, s) ->
                  points.add(new Point(iteration, s.getMean(), s.getMin(), s.getMax())));
      Condition condition = Condition.parse(entry.getKey());
      String colour =
          condition.parameters().isEmpty() ? colour(condition.role()) : RAMP[i % RAMP.length];
      String name =
          condition.parameters().isEmpty()
              ? condition.role()
              : entry.getKey().substring(condition.role().length() + 2);
      chart.line(new Line(name, new Look(colour, 1.4, ""), points, true));
      i++;
    }
    return chart.draw(background);
  }

  private List<String> variantsSeen() {
    TreeSet<String> variants = new TreeSet<>();
    results.forEach(result -> variants.add(result.variant()));
    return experiment.readings().keySet().stream().filter(variants::contains).toList();
  }

  private List<Double> values(String variant, String condition, String metric) {
    return List.copyOf(seen.values(variant, condition, metric).values());
  }

  private static Point point(double x, List<Double> values) {
    SummaryStatistics s = new SummaryStatistics();
    values.forEach(s::addValue);
    double sd = values.size() < 2 ? 0 : s.getStandardDeviation();
    return new Point(x, s.getMean(), s.getMean() - sd, s.getMean() + sd);
  }

  private static String colour(String role) {
    return ROLE_COLOURS.getOrDefault(role, OTHER);
  }
}
