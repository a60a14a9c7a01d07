package io.retort.paper.vanmolle2021;

import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.Measured;
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
record Exercise(
    TrainingRecipe recipe,
    Items set,
    Items test,
    int[] labels,
    Metrics metrics,
    Function<Learner, Map<String, Double>> probe,
    @Nullable ToDoubleFunction<Learner> validationLoss,
    byte[] branch,
    boolean isBranchedFrom) {

  /** Metrics of a trained network. */
  interface Metrics {
    /** By name. */
    Map<String, Double> of(Learner learner, int[] predictions);
  }

  /** A training from the start, of which the last weights are kept. */
  Exercise(
      TrainingRecipe recipe,
      Items set,
      Items test,
      int[] labels,
      Metrics metrics,
      Function<Learner, Map<String, Double>> probe) {
    this(recipe, set, test, labels, metrics, probe, null, new byte[0], false);
  }

  Measured run(Cell cell, CellContext context) {
    try (Learner learner =
        Learner.start(
            context.manager(),
            recipe.network(),
            recipe.start(),
            context.pretrained(),
            cell.seed())) {
      Trainer trainer = new Trainer(recipe, cell.seed(), context.checkpoint(), context.afterStep());
      if (branch.length > 0) {
        trainer.branchingFrom(branch);
      }
      if (validationLoss != null) {
        trainer.validating(validationLoss);
      }
      Trainer.Result result = trainer.train(learner, set, probe);
      int[] predictions = learner.predict(test);
      return new Measured(
          metrics.of(learner, predictions),
          labels,
          predictions,
          result.curve(),
          learner.weights(),
          result.resumedFrom(),
          learner.start(),
          isBranchedFrom ? result.state().get() : new byte[0]);
    }
  }
}
