package io.retort.paper.khan2022;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.List;
import java.util.Map;

/** ROC curves of teacher and DSNet: Section 4.2, Figure 7. */
public final class RocCurves implements MelanomaExperiment {
  @Override
  public String id() {
    return "khan2022/roc";
  }

  @Override
  public String question() {
    return "How well do teacher and DSNet tell malignant lesions from benign ones at any threshold?";
  }

  @Override
  public String source() {
    return "Section 4.2, Figure 7";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    return List.of(Condition.of(TEACHER), Condition.of(Student.DSNET.id()));
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of(AUC, (long) MelanomaScale.of(scale).test());
  }

  @Override
  public Figure figure() {
    return new Figure.Roc(
        "ROC curves: malignant lesions found over benign ones called malignant",
        List.of(TEACHER, Student.DSNET.id()),
        AUC);
  }
}
