package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Condition;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.List;
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

  /** Both look at the same numbers, so both baselines must have recorded the same. */
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
