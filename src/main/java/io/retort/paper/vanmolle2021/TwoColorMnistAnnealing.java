package io.retort.paper.vanmolle2021;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.paper.vanmolle2021.TwoColorMnist.Balance;
import io.retort.training.Objective;
import io.retort.training.Scale;
import io.retort.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

  /** Ends of the ranges in Figures 6 and 7, the higher ones first. */
  private static final List<String> GRID = List.of("1.0", "0.8", "0.6", "0.4", "0.2", "0.0");

  private static final String CONSTANT = "0.6->0.6";

  /** Fewer points of the same path. */
  private static final List<String> SMOKE_RANGES =
      List.of("1.0->0.8", "1.0->0.4", "0.6->0.2", "0.2->0.0", CONSTANT);

  private static final String RANGE = "range";

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

  private static List<String> ranges() {
    List<String> ranges = new ArrayList<>();
    for (String first : GRID) {
      for (String last : GRID.subList(GRID.indexOf(first) + 1, GRID.size())) {
        ranges.add(first + "->" + last);
      }
    }
    ranges.add(CONSTANT);
    return ranges;
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(TEACHER));
    conditions.add(Condition.of(UPPER));
    conditions.add(Condition.of(BASELINE));
    for (String range : scale == Scale.SMOKE ? SMOKE_RANGES : ranges()) {
      conditions.add(Condition.of(STUDENT, RANGE, range));
    }
    return conditions;
  }

  @Override
  public TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
    boolean wholePool = condition.role().equals(TEACHER) || condition.role().equals(UPPER);
    return recipe(
        scale,
        condition,
        Balance.EQUAL,
        wholePool ? sizes(scale).pool() : SIZE,
        condition.role().equals(STUDENT)
            ? annealed(reading, Objects.requireNonNull(condition.parameters().get(RANGE)))
            : new Objective.HardLabels(1));
  }

  private static Objective annealed(String reading, String range) {
    String[] ends = range.split("->", 2);
    return new Objective.Annealed(
        TwoColorExperiment.distillation(reading),
        Double.parseDouble(ends[0]),
        Double.parseDouble(ends[1]));
  }

  @Override
  public Figure figure() {
    return new Figure.Lines(
        "Test accuracy over the range that alpha is annealed over",
        RANGE,
        Figure.Axis.CATEGORIES,
        "alpha in the first and in the last iteration",
        "test accuracy",
        List.of(Figure.Series.of(STUDENT, ACCURACY)),
        List.of(UPPER, TEACHER, BASELINE));
  }
}
