package io.retort.report;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.report.ExperimentFigures.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics of each condition that do not vary over seeds, a panel a metric. */
final class DotsFigure {
  private DotsFigure() {}

  static String draw(Figure.Dots figure, Seen seen, String background) {
    List<String> rows = seen.observations().conditions().stream().map(Condition::toString).toList();
    List<DotChart.Panel> panels = new ArrayList<>();
    for (Figure.Panel panel : figure.panels()) {
      Map<String, Double> ours = new LinkedHashMap<>();
      Map<String, Double> theirs = new LinkedHashMap<>();
      for (String row : rows) {
        seen.values("", row, panel.metric()).stream().findFirst().ifPresent(v -> ours.put(row, v));
        seen.printed().stream()
            .filter(v -> v.condition().equals(row) && v.metric().equals(panel.metric()))
            .findFirst()
            .ifPresent(v -> theirs.put(row, v.value()));
      }
      panels.add(new DotChart.Panel(panel.label(), ours, theirs));
    }
    return new DotChart(figure.title(), rows, panels).draw(background);
  }
}
