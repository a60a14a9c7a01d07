package io.retort.paper.vanmolle2021;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.experiment.Figure.Series;
import io.retort.paper.vanmolle2021.TwoColorMnist.Balance;
import io.retort.paper.vanmolle2021.TwoColorMnist.TestSet;
import io.retort.training.Objective;
import io.retort.training.Scale;
import io.retort.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * 2cMNIST with imbalanced train sets: Section 4.2, "Imbalanced Data", and Figure 5.
 *
 * <p>The teacher's 5,000 digits become slightly fewer from 0 to 9, the student's and the baseline's
 * n many fewer; the test set is balanced. Tail accuracy is that on the digits 7, 8 and 9, "the
 * least represented digits in the train set".
 */
public final class TwoColorMnistImbalanced implements TwoColorExperiment {
  /** "different sizes (10, 50, 100, 250, 500, 750, or 1000)" */
  private static final List<Integer> SIZES = List.of(10, 50, 100, 250, 500, 750, 1000);

  /** Fewer points of the same path. */
  private static final List<Integer> SMOKE_SIZES = List.of(10, 100, 1000);

  /** The digits 7, 8 and 9. */
  private static final int TAIL = 7;

  private static final String TAIL_ACCURACY = "tail_accuracy";

  @Override
  public String id() {
    return "vanmolle2021/two-color-mnist-imbalanced";
  }

  @Override
  public String question() {
    return "Does the old sensor's network help where the new sensor has hardly seen some classes?";
  }

  @Override
  public String source() {
    return "Section 4.2, Figures 4 and 5";
  }

  /**
   * At smoke scale twice the digits of the pool are drawn, as some classes need more than a tenth.
   */
  @Override
  public Sizes sizes(Scale scale) {
    Sizes usual = TwoColorExperiment.super.sizes(scale);
    return scale == Scale.SMOKE
        ? new Sizes(usual.iterations(), usual.pool(), 2 * usual.pool(), usual.testImages())
        : usual;
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
        Balance.FALLING,
        wholePool ? sizes(scale).pool() : condition.whole("n"),
        condition.role().equals(STUDENT)
            ? SensorUpgrade.distillation(reading)
            : new Objective.HardLabels(1));
  }

  @Override
  public Map<String, Double> metrics(TestSet test, int[] predictions) {
    return Map.of(
        ACCURACY, test.accuracy(predictions), TAIL_ACCURACY, test.accuracyFrom(TAIL, predictions));
  }

  /** The tail has about three tenths of the test images; a smaller count makes the gate milder. */
  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    long images = sizes(scale).testImages();
    return Map.of(ACCURACY, images, TAIL_ACCURACY, images / TwoColorMnist.CLASSES);
  }

  @Override
  public Figure figure() {
    return new Figure.Lines(
        "Test accuracy, and that of the tail classes 7, 8 and 9, over the size of the train set",
        "n",
        Figure.Axis.LOGARITHMIC,
        "train set size of student and baseline (images)",
        "test accuracy",
        List.of(
            Series.of(STUDENT, ACCURACY),
            Series.of(BASELINE, ACCURACY),
            new Series(STUDENT, TAIL_ACCURACY, "student, tail", true),
            new Series(BASELINE, TAIL_ACCURACY, "baseline, tail", true)),
        List.of(UPPER, TEACHER));
  }
}
