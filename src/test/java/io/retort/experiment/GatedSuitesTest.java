package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.BaselineRow;
import io.retort.claim.Condition;
import io.retort.claim.ReferenceResults;
import io.retort.claim.RegressionGate;
import io.retort.claim.RegressionGate.Gated;
import io.retort.training.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded baselines that a default run can be judged against. */
class GatedSuitesTest {
  private static final Path RECORDED = Path.of("reference-results");

  static Stream<String> recorded() {
    return Experiments.all().stream().filter(e -> !rows(e).isEmpty()).map(Experiment::id);
  }

  private static List<BaselineRow> rows(Experiment experiment) {
    try {
      return new ReferenceResults(RECORDED)
          .baselines(experiment.paper(), Scale.SMOKE.toString()).stream()
              .filter(row -> row.experiment().equals(experiment.id()))
              .filter(row -> experiment.gatedMetrics(Scale.SMOKE).containsKey(row.metric()))
              .filter(row -> experiment.isGated(Condition.parse(row.condition())))
              .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Recorded values by reading, condition and metric. */
  static Map<List<String>, double[]> suite(Experiment experiment) {
    Map<List<String>, double[]> suite = new LinkedHashMap<>();
    rows(experiment).stream()
        .collect(
            Collectors.groupingBy(
                row -> List.of(row.variant(), row.condition(), row.metric()),
                LinkedHashMap::new,
                Collectors.toList()))
        .forEach(
            (metric, rows) ->
                suite.put(metric, rows.stream().mapToDouble(BaselineRow::value).toArray()));
    return suite;
  }

  /** Else the gate of a default run would call its metrics not applicable, and end as unusable. */
  @ParameterizedTest
  @MethodSource("recorded")
  void threeSeedsCanAlarmAndSixDecideInEachMetricOfASmokeSuite(String id) {
    Map<List<String>, double[]> suite = suite(Experiments.byId(id));
    TreeMap<Long, Double> fresh = new TreeMap<>(Map.of(1L, 0., 2L, 0., 3L, 0.));
    suite.forEach(
        (metric, values) -> {
          Gated gated =
              new Gated(id, metric.get(0), metric.get(1), metric.get(2), values, fresh, 0);
          assertEquals(
              "",
              RegressionGate.blind(gated, suite.size(), Gate.decisionLevel(Scale.SMOKE)),
              metric.toString());
        });
    assertTrue(suite.size() > 0);
  }
}
