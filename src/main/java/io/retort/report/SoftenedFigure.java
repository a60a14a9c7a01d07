package io.retort.report;

import io.retort.experiment.CellResult;
import io.retort.experiment.Figure;
import io.retort.report.ExperimentFigures.Seen;
import io.retort.report.LineChart.Axes;
import io.retort.report.LineChart.Line;
import io.retort.report.LineChart.Look;
import io.retort.report.LineChart.Mark;
import io.retort.report.LineChart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/**
 * How sure softened answers are: the probability of the likelier of two classes over temperature,
 * of logits and of probabilities that are taken for logits. Median over the test items of all
 * seeds, and where 90 % of them lie.
 */
final class SoftenedFigure {
  private static final String METRIC = "softened_probability";
  private static final String LOGITS = "#1f6fd6";
  private static final String PROBABILITIES = "#e07b00";

  private SoftenedFigure() {}

  static LineChart chart(Figure.Softened figure, Seen seen) {
    List<Double> ticks = figure.temperatures().stream().map(Integer::doubleValue).toList();
    LineChart chart =
        new LineChart(
            figure.title(),
            1040,
            420,
            new Axes("temperature T", "probability of the likelier class", ticks, List.of(), true));
    List<CellResult> results = RocFigure.results(seen, figure.role());
    chart.line(line("softmax(logits / T)", LOGITS, results, ticks, m -> m));
    chart.line(
        line(
            "softmax(probabilities / T), as the published code has it",
            PROBABILITIES,
            results,
            ticks,
            m -> Math.tanh(m / 2))); // p1 - p0 of a margin m
    seen.printed().stream()
        .filter(v -> v.metric().equals(METRIC))
        .forEach(
            v ->
                chart.mark(
                    new Mark(
                        io.retort.claim.Condition.parse(v.condition()).whole("T"),
                        v.value(),
                        "#d1242f",
                        "printed for " + v.condition(),
                        false)));
    return chart;
  }

  private static Line line(
      String name,
      String colour,
      List<CellResult> results,
      List<Double> ticks,
      DoubleUnaryOperator difference) {
    List<Point> points = new ArrayList<>();
    for (double t : ticks) {
      DescriptiveStatistics s = new DescriptiveStatistics();
      for (CellResult result : results) {
        for (float margin : result.margins()) {
          double d = Math.abs(difference.applyAsDouble(margin));
          s.addValue(1 / (1 + Math.exp(-d / t)));
        }
      }
      if (s.getN() > 0) {
        points.add(new Point(t, s.getPercentile(50), s.getPercentile(5), s.getPercentile(95)));
      }
    }
    return new Line(name, new Look(colour, 2.4, ""), points, true);
  }
}
