package io.retort.paper.vanmolle2021;

import io.retort.claim.Condition;
import io.retort.experiment.Experiment;
import io.retort.training.Objective;
import io.retort.training.TrainingRecipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the paper's experiments share: Section 3.
 *
 * <p>A teacher sees images of an old sensor; a student sees those of a new one and learns from the
 * labels and from the teacher's answers to the same scenes; a baseline learns from the labels
 * alone; an upper bound sees the teacher's scenes by the new sensor.
 */
interface SensorUpgrade extends Experiment {
  /** Roles. */
  String TEACHER = "teacher";

  /** Learns from the labels and the teacher. */
  String STUDENT = "student";

  /** Learns from the labels alone. */
  String BASELINE = "baseline";

  /** Sees as much as the teacher, by the new sensor. */
  String UPPER = "upper";

  /** Share of right answers. */
  String ACCURACY = "accuracy";

  /** "We use a value of 0.6 for hyperparameter alpha, and a temperature value T = 8." */
  double ALPHA = 0.6;

  /** As above. */
  double TEMPERATURE = 8;

  @Override
  default Map<String, String> readings() {
    Map<String, String> readings = new LinkedHashMap<>();
    readings.put(
        "hinton",
        "labels at temperature 1, the distillation loss times T^2: the practice of the method's"
            + " source [7]");
    readings.put("printed", "labels at temperature T as Equation (3) prints, no T^2");
    readings.put("unscaled", "labels at temperature 1, no T^2");
    return readings;
  }

  /** Equation (4) in the declared readings of Equations (2) and (3). */
  static Objective.Distil distillation(String reading) {
    return switch (reading) {
      case "hinton" -> new Objective.Distil(ALPHA, TEMPERATURE, 1, TEMPERATURE * TEMPERATURE);
      case "printed" -> new Objective.Distil(ALPHA, TEMPERATURE, TEMPERATURE, 1);
      case "unscaled" -> new Objective.Distil(ALPHA, TEMPERATURE, 1, 1);
      default -> throw new IllegalArgumentException("no reading [%s]".formatted(reading));
    };
  }

  @Override
  TrainingRecipe recipe(io.retort.training.Scale scale, String reading, Condition condition);

  @Override
  default boolean depends(Condition condition) {
    return condition.role().equals(STUDENT);
  }

  @Override
  default List<Condition> needs(Condition condition) {
    return depends(condition) ? List.of(Condition.of(TEACHER)) : List.of();
  }
}
