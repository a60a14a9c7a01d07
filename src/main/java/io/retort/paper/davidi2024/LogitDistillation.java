package io.retort.paper.davidi2024;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import io.retort.training.Trainer;
import java.util.ArrayList;
import java.util.List;

/** Both losses at five weights, with and without the curriculum: Section 5.4, Table 2, Figure 8. */
public final class LogitDistillation implements IsicExperiment {
  /** Table 2. */
  private static final List<String> ALPHAS = List.of("0.1", "0.3", "0.5", "0.7", "0.9");

  /** Fewer points of the same path: Figure 9's best models, and another weight of either loss. */
  private static final List<Condition> SMOKE =
      List.of(
          IsicExperiment.student(KL, "0.1", false),
          IsicExperiment.student(KL, "0.7", false),
          IsicExperiment.student(DIST, "0.3", false),
          IsicExperiment.student(DIST, "0.7", false),
          IsicExperiment.student(KL, "0.1", true),
          IsicExperiment.student(DIST, "0.7", true));

  @Override
  public String id() {
    return "davidi2024/logit-distillation";
  }

  @Override
  public String question() {
    return "Does a small network tell skin lesions apart better when it learns a large one's logits?";
  }

  @Override
  public String source() {
    return "Section 5.4, Table 2 and Figure 8";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(TEACHER));
    conditions.add(Condition.of(BASELINE));
    if (scale == Scale.SMOKE) {
      conditions.addAll(SMOKE);
      return conditions;
    }
    for (boolean curriculum : new boolean[] {false, true}) {
      for (String loss : List.of(KL, DIST)) {
        for (String alpha : ALPHAS) {
          conditions.add(IsicExperiment.student(loss, alpha, curriculum));
        }
      }
    }
    return conditions;
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Logit distillation over the weight of the distillation loss",
        List.of(
            new Figure.Panel(WEIGHTED_F1, "weighted F1", Figure.Axis.LINEAR),
            new Figure.Panel(ACCURACY, "test accuracy", Figure.Axis.LINEAR)),
        List.of("balanced_accuracy"),
        ALPHA);
  }

  @Override
  public List<Figure> further() {
    return List.of(
        new Figure.Curves(
            "Accuracy on the validation part until training is stopped",
            "validation accuracy",
            List.of(
                Figure.Series.of(TEACHER, Trainer.VALIDATION_ACCURACY),
                Figure.Series.of(BASELINE, Trainer.VALIDATION_ACCURACY)),
            0,
            List.of()));
  }
}
