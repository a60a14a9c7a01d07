package io.retort.report;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.report.ExperimentFigures.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of each condition, a panel a metric: mean and standard deviation over seeds. */
final class DotsFigure {
  private DotsFigure() {}

  static DotChart chart(Figure.Dots figure, Seen seen) {
    List<String> rows =
        seen.observations().conditions().stream()
            .map(Condition::toString)
            .filter(
                row ->
                    figure.panels().stream()
                        .anyMatch(panel -> !seen.mainValues(row, panel.metric()).isEmpty()))
            .toList();
    List<DotChart.Panel> panels = new ArrayList<>();
    for (Figure.Panel panel : figure.panels()) {
      Map<String, DotChart.Spread> ours = new LinkedHashMap<>();
      Map<String, Double> theirs = new LinkedHashMap<>();
      for (String row : rows) {
        List<Double> values = seen.mainValues(row, panel.metric());
        if (!values.isEmpty()) {
          LineChart.Point point = LinesFigure.point(0, values);
          ours.put(row, new DotChart.Spread(point.mean(), point.low(), point.high()));
        }
        seen.printed().stream()
            .filter(v -> v.condition().equals(row) && v.metric().equals(panel.metric()))
            .findFirst()
            .ifPresent(v -> theirs.put(row, v.value()));
      }
      panels.add(
          new DotChart.Panel(panel.label(), panel.axis() == Figure.Axis.LOGARITHMIC, ours, theirs));
    }
    ShortNames names = new ShortNames(rows.stream().map(Condition::parse).toList());
    return new DotChart(figure.title(), rows, names, panels);
  }
}
