package io.retort.paper.vanmolle2021;

import io.retort.claim.Condition;
import io.retort.experiment.Cell;
import io.retort.experiment.Figure;
import io.retort.paper.vanmolle2021.TwoColorMnist.Balance;
import io.retort.training.Scale;
import io.retort.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.List;

/**
 * 2cMNIST with an annealed alpha: Section 4.3.1, Equation (5) and Figure 7.
 *
 * <p>The setting of {@link TwoColorMnistTransition} with 1,000 images for student and baseline,
 * where a constant alpha let the baseline win; alpha falls linearly over a range. The range 0.6 to
 * 0.6, the constant alpha of Section 4.2, is our control.
 */
public final class TwoColorMnistAnnealing implements TwoColorExperiment {
  /** "for the final data point, for a train set size of 10^3" */
  private static final int SIZE = 1000;

  /** Two that the paper speaks of, and the control. */
  private static final List<String> SMOKE_RANGES = List.of("1.0->0.4", "0.6->0.2", Ranges.CONSTANT);

  @Override
  public String id() {
    return "vanmolle2021/two-color-mnist-annealing";
  }

  @Override
  public String question() {
    return "Does a student do better when its teacher's influence fades while it learns?";
  }

  @Override
  public String source() {
    return "Section 4.3.1, Figure 7";
  }

  /** The default only: the readings are compared in {@link TwoColorMnistTransition}. */
  @Override
  public List<String> readings(Scale scale) {
    return List.of(defaultReading());
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

  /** Teacher and upper bound are trained once, as {@link TwoColorMnistTransition}'s. */
  @Override
  public Cell cell(Scale scale, String reading, Condition condition, long seed) {
    return seesWholePool(condition)
        ? new TwoColorMnistTransition().cell(scale, reading, condition, seed)
        : TwoColorExperiment.super.cell(scale, reading, condition, seed);
  }

  private static boolean seesWholePool(Condition condition) {
    return condition.role().equals(TEACHER) || condition.role().equals(UPPER);
  }

  @Override
  public TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
    return recipe(
        scale,
        condition,
        Balance.EQUAL,
        seesWholePool(condition) ? sizes(scale).pool() : SIZE,
        Ranges.objective(reading, condition));
  }

  @Override
  public Figure figure() {
    return Ranges.figure();
  }
}
