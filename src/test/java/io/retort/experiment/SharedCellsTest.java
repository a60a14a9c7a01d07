package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.BaselineRow;
import io.retort.claim.Condition;
import io.retort.claim.ReferenceResults;
import io.retort.training.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cells that an experiment gives to another one of its paper, over all experiments. */
class SharedCellsTest {
  /** A condition whose cell is another experiment's. */
  private record Given(Experiment from, Experiment to, Condition condition) {
    @Override
    public String toString() {
      return "%s of %s, trained as %s's".formatted(condition, from.id(), to.id());
    }
  }

  private static List<Given> given(Scale scale) {
    List<Given> given = new ArrayList<>();
    for (Experiment experiment : Experiments.all()) {
      for (Condition condition : experiment.conditions(scale)) {
        Cell cell = experiment.cell(scale, experiment.defaultReading(), condition, 1);
        if (!cell.experiment().equals(experiment.id())) {
          assertEquals(condition, cell.condition(), experiment.id());
          given.add(new Given(experiment, Experiments.byId(cell.experiment()), condition));
        }
      }
    }
    return given;
  }

  /** Else a page would say how a network was trained that was trained otherwise. */
  @ParameterizedTest
  @EnumSource(Scale.class)
  void whatIsTrainedElsewhereIsTrainedAsTheExperimentItselfWould(Scale scale) {
    for (Given one : given(scale)) {
      String reading = one.from().defaultReading();
      assertEquals(
          one.from().recipe(scale, reading, one.condition()),
          one.to().recipe(scale, reading, one.condition()),
          one.toString());
      assertEquals(
          one.from().needs(one.condition()), one.to().needs(one.condition()), one.toString());
    }
  }

  @Test
  void whatIsGivenAwayIsNotGivenOn() {
    for (Given one : given(Scale.SMOKE)) {
      assertEquals(
          one.to().id(),
          one.to().cell(Scale.SMOKE, one.to().defaultReading(), one.condition(), 1).experiment(),
          one.toString());
    }
  }

  /** Baselines are recorded by experiment. */
  @Test
  void whatIsTrainedOnceIsRecordedWithTheSameValuesByBoth() throws IOException {
    ReferenceResults reference = new ReferenceResults(Path.of("reference-results"));
    int compared = 0;
    for (Given one : given(Scale.SMOKE)) {
      List<BaselineRow> rows = reference.baselines(one.from().paper(), Scale.SMOKE.toString());
      Map<String, Double> from = recorded(rows, one.from(), one.condition());
      Map<String, Double> to = recorded(rows, one.to(), one.condition());
      from.keySet().retainAll(to.keySet());
      to.keySet().retainAll(from.keySet());
      assertEquals(to, from, one.toString());
      compared += from.size();
    }
    assertTrue(compared > 100, "values compared: " + compared);
  }

  /** Values by metric and seed. */
  private static Map<String, Double> recorded(
      List<BaselineRow> rows, Experiment experiment, Condition condition) {
    Map<String, Double> values = new TreeMap<>();
    for (BaselineRow row : rows) {
      if (row.experiment().equals(experiment.id())
          && row.condition().equals(condition.toString())) {
        values.put(row.metric() + " " + row.variant() + " " + row.seed(), row.value());
      }
    }
    return values;
  }

  @Test
  void vanMollesTeachersAndUpperBoundAreTrainedOnce() {
    List<String> given = given(Scale.PAPER).stream().map(Given::toString).toList();
    String paper = "vanmolle2021/";
    assertTrue(
        given.containsAll(
            List.of(
                "teacher of %1$stwo-color-mnist-annealing, trained as %1$stwo-color-mnist-transition's"
                    .formatted(paper),
                "upper of %1$stwo-color-mnist-annealing, trained as %1$stwo-color-mnist-transition's"
                    .formatted(paper),
                "teacher of %1$scifar-grey-to-color-annealing, trained as %1$sselective-distillation's"
                    .formatted(paper))),
        given.toString());
  }
}
