package io.retort.experiment;

import ai.djl.ndarray.NDManager;
import io.retort.training.Items;
import io.retort.training.Learner;
import io.retort.training.Trainer;
import io.retort.training.TrainingRecipe;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Training one cell's network and looking at it.
 *
 * @param set what it is trained on
 * @param test what it is asked afterwards
 * @param labels true classes of the test items
 * @param metrics of the trained network, given its predictions for the test items
 * @param probe metrics for the learning curve
 * @param validationLoss where the recipe keeps the best weights
 * @param branch the state it goes on from; empty for none
 * @param isBranchedFrom whether other cells go on from its end
 */
public record Exercise(
    TrainingRecipe recipe,
    Items set,
    Items test,
    int[] labels,
    Metrics metrics,
    Function<Learner, Map<String, Double>> probe,
    @Nullable ToDoubleFunction<Learner> validationLoss,
    byte[] branch,
    boolean isBranchedFrom) {

  /** Timing: wall-clock seconds of the training, its looks at the probe included. */
  public static final String TRAINING_SECONDS = "training_seconds";

  /** Timing: wall-clock seconds of the answers to all test items. */
  public static final String PREDICTION_SECONDS = "prediction_seconds";

  /** Metrics of a trained network. */
  @FunctionalInterface
  public interface Metrics {
    /** By name. */
    Map<String, Double> of(Learner learner, Answers answers);
  }

  /** A training from the start, of which the last weights are kept. */
  public Exercise(
      TrainingRecipe recipe,
      Items set,
      Items test,
      int[] labels,
      Metrics metrics,
      Function<Learner, Map<String, Double>> probe) {
    this(recipe, set, test, labels, metrics, probe, null, new byte[0], false);
  }

  /** Trains, and asks about the test items. */
  public Measured run(Cell cell, CellContext context) {
    try (Learner learner =
        Learner.start(
            context.manager(),
            recipe.network(),
            recipe.start(),
            context.pretrained(recipe.start().pretrained()),
            cell.seed())) {
      Trainer<Learner> trainer =
          new Trainer<>(recipe, cell.seed(), context.checkpoint(), context.afterStep());
      if (branch.length > 0) {
        trainer.branchingFrom(branch);
      }
      if (validationLoss != null) {
        trainer.validating(validationLoss);
      }
      long started = System.nanoTime();
      Trainer.Result result = trainer.train(learner, set, probe);
      long trained = System.nanoTime();
      Answers answers = answers(learner, context);
      long answered = System.nanoTime();
      return new Measured(
          metrics.of(learner, answers),
          labels,
          answers.predictions(),
          answers.margins(),
          result.curve(),
          learner.weights(),
          result.resumedFrom(),
          learner.start(),
          isBranchedFrom ? result.state().get() : new byte[0],
          timings(result, (trained - started) / 1e9, (answered - trained) / 1e9));
    }
  }

  /** A training that was resumed has no time of its own. */
  private static Map<String, Double> timings(
      Trainer.Result result, double training, double prediction) {
    return result.resumedFrom() > 0
        ? Map.of(PREDICTION_SECONDS, prediction)
        : Map.of(TRAINING_SECONDS, training, PREDICTION_SECONDS, prediction);
  }

  private Answers answers(Learner learner, CellContext context) {
    try (NDManager scope = context.manager().newSubManager()) {
      return Answers.of(labels, learner.allLogits(scope, test));
    }
  }
}
