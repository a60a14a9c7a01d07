package io.retort.paper.davidi2024;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.List;

/** KL at finer weights: Section 5.4, Table 3, whose rows and values are missing in print. */
public final class AlphaFine implements IsicExperiment {
  /** Ours: around the best of Table 2. */
  private static final List<String> ALPHAS = List.of("0.02", "0.05", "0.1", "0.15", "0.2");

  private static final List<String> SMOKE_ALPHAS = List.of("0.05", "0.1", "0.2");

  private static final String TAUGHT = STUDENT + ", " + LOSS + "=" + KL;

  @Override
  public String id() {
    return "davidi2024/alpha-fine";
  }

  @Override
  public String question() {
    return "Is a weight of 0.1 the best one for the KL divergence on a finer scale, too?";
  }

  @Override
  public String source() {
    return "Section 5.4, Table 3";
  }

  @Override
  public String notice() {
    return "Table 3's rows and values are missing in the text at hand: the weights are ours, and so"
        + " are all numbers.";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(BASELINE));
    for (String alpha : scale == Scale.SMOKE ? SMOKE_ALPHAS : ALPHAS) {
      conditions.add(IsicExperiment.student(KL, alpha, false));
    }
    return conditions;
  }

  @Override
  public Figure figure() {
    return new Figure.Lines(
        "KL at finer weights",
        ALPHA,
        Figure.Axis.LINEAR,
        "weight of the distillation loss",
        "weighted F1 and accuracy",
        List.of(
            new Figure.Series(TAUGHT, WEIGHTED_F1, "weighted F1", false),
            new Figure.Series(TAUGHT, ACCURACY, "accuracy", true)),
        List.of(BASELINE));
  }
}
