package io.retort.paper.vanmolle2021;

import io.retort.claim.Condition;
import io.retort.experiment.Cell;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import io.retort.training.Start;
import io.retort.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.List;

/**
 * CIFAR-10 from grey to colour with an annealed alpha: Section 4.3.1, Equation (5) and Figure 6.
 *
 * <p>The range 0.6 to 0.6, the constant alpha of Section 4.2, is our control.
 */
public final class CifarGreyToColorAnnealing implements CifarExperiment {
  private static final List<String> SMOKE_RANGES =
      List.of("1.0->0.8", "1.0->0.4", "0.6->0.2", "0.2->0.0", Ranges.CONSTANT);

  @Override
  public String id() {
    return "vanmolle2021/cifar-grey-to-color-annealing";
  }

  @Override
  public String question() {
    return "Which fading of a grey teacher's influence serves a student that sees colour best?";
  }

  @Override
  public String source() {
    return "Section 4.3.1, Figure 6";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(TEACHER));
    conditions.add(Condition.of(UPPER));
    conditions.add(Condition.of(BASELINE));
    conditions.addAll(Ranges.students(scale, SMOKE_RANGES));
    return conditions;
  }

  /** The teacher is trained once, as {@link SelectiveDistillation}'s, which measures more of it. */
  @Override
  public Cell cell(Scale scale, String reading, Condition condition, long seed) {
    return condition.role().equals(TEACHER)
        ? new SelectiveDistillation().cell(scale, reading, condition, seed)
        : CifarExperiment.super.cell(scale, reading, condition, seed);
  }

  @Override
  public TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
    return recipe(
        scale,
        condition,
        Start.PYTORCH,
        Ranges.objective(reading, condition),
        sizes(scale).iterations());
  }

  @Override
  public Figure figure() {
    return Ranges.figure();
  }
}
