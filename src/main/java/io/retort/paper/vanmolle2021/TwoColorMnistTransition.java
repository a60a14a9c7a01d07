package io.retort.paper.vanmolle2021;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.paper.vanmolle2021.TwoColorMnist.Balance;
import io.retort.training.Objective;
import io.retort.training.Scale;
import io.retort.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * 2cMNIST sensor upgrade: Section 4.2 and Figure 3.
 *
 * <p>A teacher sees 5,000 grey digits, an upper bound the same in colour; student and baseline see
 * n of them, in colour.
 */
public final class TwoColorMnistTransition implements TwoColorExperiment {
  /** "10, 50, 100, 250, 500, 750, or 1000 randomly sampled (colored) images", Section 4.2. */
  private static final List<Integer> SIZES = List.of(10, 50, 100, 250, 500, 750, 1000);

  /** Fewer points of the same path. */
  private static final List<Integer> SMOKE_SIZES = List.of(10, 50, 100, 1000);

  private final UnaryOperator<Objective> tamper;

  /** The experiment as the paper describes it. */
  public TwoColorMnistTransition() {
    this(UnaryOperator.identity());
  }

  /** With a defect planted in the students' objective, to see the gate catch it. */
  TwoColorMnistTransition(UnaryOperator<Objective> tamper) {
    this.tamper = tamper;
  }

  @Override
  public String id() {
    return "vanmolle2021/two-color-mnist-transition";
  }

  @Override
  public String question() {
    return "How many images of a new sensor does a network need when the old sensor's network"
        + " teaches it?";
  }

  @Override
  public String source() {
    return "Section 4.2, Figure 3";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(TEACHER));
    conditions.add(Condition.of(UPPER));
    for (String role : List.of(STUDENT, BASELINE)) {
      for (int n : scale == Scale.SMOKE ? SMOKE_SIZES : SIZES) {
        conditions.add(Condition.of(role, "n", n));
      }
    }
    return conditions;
  }

  @Override
  public TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
    boolean wholePool = condition.parameters().isEmpty();
    return recipe(
        scale,
        condition,
        Balance.EQUAL,
        wholePool ? sizes(scale).pool() : condition.whole("n"),
        condition.role().equals(STUDENT)
            ? tamper.apply(SensorUpgrade.distillation(reading))
            : new Objective.HardLabels(1));
  }

  @Override
  public Figure figure() {
    return new Figure.Lines(
        "Test accuracy over the size of the student's train set",
        "n",
        Figure.Axis.LOGARITHMIC,
        "train set size of student and baseline (images)",
        "test accuracy",
        List.of(Figure.Series.of(STUDENT, ACCURACY), Figure.Series.of(BASELINE, ACCURACY)),
        List.of(UPPER, TEACHER));
  }
}
