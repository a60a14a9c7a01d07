package io.retort.paper.khan2022;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.List;

/**
 * DSNet and EfficientNet-B0 with and without a teacher: the control that the paper lacks. A network
 * alone differs from the student in its loss only, in the published code's reading in its
 * optimizer, too.
 */
public final class WithoutDistillation implements MelanomaExperiment {
  @Override
  public String id() {
    return "khan2022/without-distillation";
  }

  @Override
  public String question() {
    return "Is it distillation that helps, or would the labels alone do as well?";
  }

  @Override
  public String source() {
    return "a control to Table 2, not in the paper";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    return List.of(
        Condition.of(TEACHER),
        Condition.of(Student.DSNET.id()),
        Condition.of(Student.DSNET.id() + ALONE),
        Condition.of(Student.EFFICIENTNET_B0.id()),
        Condition.of(Student.EFFICIENTNET_B0.id() + ALONE));
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Test accuracy and area under the ROC curve, with and without a teacher",
        List.of(
            new Figure.Panel(ACCURACY, "test accuracy", Figure.Axis.LINEAR),
            new Figure.Panel(AUC, "area under the ROC curve", Figure.Axis.LINEAR)),
        List.of("recall_benign", "recall_malignant"));
  }
}
