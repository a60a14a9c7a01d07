package io.retort.paper.khan2022;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.List;

/**
 * DSNet at several temperatures: Section 4.1, "Varying the Distillation Temperature", Figure 6,
 * Table 1.
 */
public final class TemperatureSweep implements MelanomaExperiment {
  /** "T = [1, 3, 5, 7, 10, 20, 50, 70, 90, 100]"; Table 1 leaves out 1. */
  private static final List<Integer> TEMPERATURES = List.of(1, 3, 5, 7, 10, 20, 50, 70, 90, 100);

  /** Fewer points of the same path. */
  private static final List<Integer> SMOKE_TEMPERATURES = List.of(1, 10);

  @Override
  public String id() {
    return "khan2022/temperature-sweep";
  }

  @Override
  public String question() {
    return "Is there a best temperature for distilling a ResNet-50 into DSNet?";
  }

  @Override
  public String source() {
    return "Section 4.1, Figure 6; Section 4.2, Table 1";
  }

  /** Both readings wherever the networks are small. */
  @Override
  public List<String> readings(Scale scale) {
    return scale == Scale.REDUCED ? List.of(WRITTEN) : List.of(WRITTEN, PUBLISHED);
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(TEACHER));
    for (int temperature : scale == Scale.SMOKE ? SMOKE_TEMPERATURES : TEMPERATURES) {
      conditions.add(Condition.of(Student.DSNET.id(), TEMPERATURE, temperature));
    }
    return conditions;
  }

  @Override
  public Figure figure() {
    return new Figure.Lines(
        "Test accuracy of DSNet over the distillation temperature",
        TEMPERATURE,
        Figure.Axis.LOGARITHMIC,
        "temperature T",
        "test accuracy",
        List.of(Figure.Series.of(Student.DSNET.id(), ACCURACY)),
        List.of(TEACHER),
        List.of(AUC));
  }

  @Override
  public List<Figure> further() {
    return List.of(
        new Figure.Softened(
            "What temperature makes of the teacher's answers to the test images",
            TEACHER,
            TEMPERATURES));
  }
}
