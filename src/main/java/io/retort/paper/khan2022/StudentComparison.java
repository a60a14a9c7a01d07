package io.retort.paper.khan2022;

import io.retort.claim.Condition;
import io.retort.experiment.Exercise;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.List;

/** Seven students of one teacher: Section 4.2, "Student model performance", Tables 2 to 5. */
public final class StudentComparison implements MelanomaExperiment {
  @Override
  public String id() {
    return HOME;
  }

  @Override
  public String question() {
    return "Does a small network keep up with large ones when all learn from the same teacher?";
  }

  @Override
  public String source() {
    return "Section 4.2, Tables 2 to 5";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(TEACHER));
    for (Student student : Student.values()) {
      if (scale != Scale.SMOKE || student.isQuick()) {
        conditions.add(Condition.of(student.id()));
      }
    }
    return conditions;
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Test accuracy of seven students, and the time to train them and to ask them",
        List.of(
            new Figure.Panel(ACCURACY, "test accuracy", Figure.Axis.LINEAR),
            new Figure.Panel(
                Exercise.TRAINING_SECONDS, "training time (s)", Figure.Axis.LOGARITHMIC),
            new Figure.Panel(
                Exercise.PREDICTION_SECONDS, "prediction time (s)", Figure.Axis.LOGARITHMIC)),
        List.of(
            AUC,
            "precision_benign",
            "recall_benign",
            "f1_benign",
            "precision_malignant",
            "recall_malignant",
            "f1_malignant"));
  }
}
