package io.retort.paper.vanmolle2021;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Learner;
import io.retort.training.Objective;
import io.retort.training.Scale;
import io.retort.training.ServedItems;
import io.retort.training.Start;
import io.retort.training.TrainingRecipe;
import java.util.List;
import java.util.Map;

/**
 * Selective distillation on CIFAR-10: Sections 3.3.2 and 4.3.2, Figure 8.
 *
 * <p>A student is trained for half of the iterations. From there two go on: one as before, the
 * other learns from the labels alone wherever its teacher is wrong.
 */
public final class SelectiveDistillation implements CifarExperiment {
  /** The student at half time. */
  static final String HALF = "half";

  /** Goes on from there by selective distillation; the student goes on as before. */
  static final String SELECTIVE = "selective";

  /** Share of right answers on the student's train set. */
  private static final String TRAIN_ACCURACY = "train_accuracy";

  @Override
  public String id() {
    return "vanmolle2021/selective-distillation";
  }

  @Override
  public String question() {
    return "Does it help to ignore the teacher where it is wrong?";
  }

  @Override
  public String source() {
    return "Section 4.3.2, Figure 8";
  }

  @Override
  public String measuredAt() {
    return "Curves are taken on at most %d images of each set; the table's values are those of the"
            .formatted(PROBE)
        + " last iteration, on all test images and on all of the student's train images.";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    return List.of(
        Condition.of(TEACHER), Condition.of(HALF), Condition.of(STUDENT), Condition.of(SELECTIVE));
  }

  @Override
  public boolean depends(Condition condition) {
    return !condition.role().equals(TEACHER);
  }

  @Override
  public List<Condition> needs(Condition condition) {
    return switch (condition.role()) {
      case TEACHER -> List.of();
      case HALF -> List.of(Condition.of(TEACHER));
      default -> List.of(Condition.of(TEACHER), Condition.of(HALF));
    };
  }

  @Override
  public TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
    int whole = sizes(scale).iterations();
    Objective.Distil distil =
        SensorUpgrade.distillation(reading.isEmpty() ? defaultReading() : reading);
    return switch (condition.role()) {
      case TEACHER -> recipe(scale, condition, Start.PYTORCH, new Objective.HardLabels(1), whole);
      case HALF -> recipe(scale, condition, Start.PYTORCH, distil, whole / 2);
      case STUDENT -> recipe(scale, condition, Start.branch(HALF), distil, whole);
      case SELECTIVE ->
          recipe(scale, condition, Start.branch(HALF), new Objective.Selective(distil), whole);
      default -> throw new IllegalArgumentException("no role [%s]".formatted(condition.role()));
    };
  }

  @Override
  public Map<String, Double> metrics(Learner learner, ServedItems subset, double testAccuracy) {
    return Map.of(
        ACCURACY, testAccuracy, TRAIN_ACCURACY, CifarExperiment.accuracy(learner, subset));
  }

  @Override
  public Map<String, Double> probe(Learner learner, ServedItems set, ServedItems test) {
    return Map.of(
        ACCURACY,
        CifarExperiment.accuracy(learner, test.first(CifarExperiment.probed(test))),
        TRAIN_ACCURACY,
        CifarExperiment.accuracy(learner, set.first(CifarExperiment.probed(test))));
  }

  @Override
  public Figure figure() {
    return new Figure.Curves(
        "Accuracy over the second half of the training, after the branch",
        "accuracy on a part of train and test set",
        List.of(
            new Figure.Series(STUDENT, ACCURACY, "default, test set", false),
            new Figure.Series(SELECTIVE, ACCURACY, "selective, test set", false),
            new Figure.Series(STUDENT, TRAIN_ACCURACY, "default, train set", true),
            new Figure.Series(SELECTIVE, TRAIN_ACCURACY, "selective, train set", true)),
        .5,
        List.of(TEACHER));
  }
}
