package io.retort.report;

import io.retort.claim.ReferenceValue;
import io.retort.experiment.CellResult;
import io.retort.experiment.Figure;
import io.retort.metric.Bootstrap;
import io.retort.metric.RocAuc;
import io.retort.metric.RocCurve;
import io.retort.report.ExperimentFigures.Seen;
import io.retort.report.LineChart.Axes;
import io.retort.report.LineChart.Line;
import io.retort.report.LineChart.Look;
import io.retort.report.LineChart.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** ROC curves: the mean over seeds at each false positive rate, from least to most. */
final class RocFigure {
  private static final int STEPS = 100;
  private static final int RESAMPLES = 500;
  private static final double LEVEL = .95;
  private static final long SEED = 20_220_401;
  private static final String CHANCE = "#8b949e";

  private RocFigure() {}

  static LineChart chart(Figure.Roc figure, Seen seen) {
    LineChart chart =
        new LineChart(
            figure.title(),
            760,
            620,
            new Axes(
                "false positive rate (1 - specificity)",
                "true positive rate (sensitivity)",
                List.of(0.0, .2, .4, .6, .8, 1.0),
                List.of("0", "0.2", "0.4", "0.6", "0.8", "1"),
                false));
    for (String role : figure.roles()) {
      List<CellResult> results = results(seen, role);
      if (!results.isEmpty()) {
        chart.line(
            new Line(
                name(role, results, figure.metric(), seen),
                new Look(RoleColours.of(role), LineChart.THICK - .1, ""),
                points(results),
                true));
      }
    }
    chart.line(
        new Line(
            "chance",
            new Look(CHANCE, LineChart.THIN, "3 4"),
            List.of(new Point(0, 0, 0, 0), new Point(1, 1, 1, 1)),
            true));
    return chart;
  }

  /** Results of a role in the default reading that hold margins. */
  static List<CellResult> results(Seen seen, String role) {
    return seen.results().stream()
        .filter(r -> r.condition().equals(role) && seen.isMain(r.variant()))
        .filter(r -> r.margins().length > 0)
        .toList();
  }

  private static List<Point> points(List<CellResult> results) {
    List<RocCurve> curves = results.stream().map(r -> RocCurve.of(labels(r), r.margins())).toList();
    List<Point> points = new ArrayList<>();
    for (int step = 0; step <= STEPS; step++) {
      double rate = (double) step / STEPS;
      SummaryStatistics s = new SummaryStatistics();
      curves.forEach(curve -> s.addValue(curve.at(rate)));
      points.add(new Point(rate, s.getMean(), s.getMin(), s.getMax()));
    }
    points.add(0, new Point(0, 0, 0, 0));
    return points;
  }

  static int[] labels(CellResult result) {
    return result.labels().chars().map(c -> Character.digit(c, Character.MAX_RADIX)).toArray();
  }

  private static String name(String role, List<CellResult> results, String metric, Seen seen) {
    SummaryStatistics areas = new SummaryStatistics();
    results.forEach(r -> areas.addValue(RocAuc.ofMargins(labels(r), r.margins())));
    Bootstrap.Interval items = byItem(results);
    String printed =
        seen.printed().stream()
            .filter(v -> v.condition().equals(role) && v.metric().equals(metric))
            .map(RocFigure::digits)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and "));
    return String.format(
            Locale.ROOT,
            "%s: area %.3f, by item %.3f to %.3f",
            role,
            areas.getMean(),
            items.low(),
            items.high())
        + (printed.isEmpty() ? "" : ", printed " + printed);
  }

  /** Interval of the mean area over seeds when the test items are drawn again. */
  private static Bootstrap.Interval byItem(List<CellResult> results) {
    int items = results.get(0).margins().length;
    return Bootstrap.ofItems(
        items,
        drawn -> results.stream().mapToDouble(r -> area(r, drawn)).average().orElse(Double.NaN),
        RESAMPLES,
        LEVEL,
        SEED);
  }

  private static double area(CellResult result, int[] drawn) {
    int[] all = labels(result);
    int[] labels = Arrays.stream(drawn).map(i -> all[i]).toArray();
    float[] margins = new float[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      margins[i] = result.margins()[drawn[i]];
    }
    long positive = Arrays.stream(labels).filter(label -> label == 1).count();
    return positive == 0 || positive == labels.length
        ? Double.NaN
        : RocAuc.ofMargins(labels, margins);
  }

  private static String digits(ReferenceValue value) {
    return String.format(Locale.ROOT, "%." + value.decimals() + "f", value.value());
  }
}
