package io.retort.training;

import ai.djl.ndarray.NDArray;
import io.retort.data.DataSpec;
import io.retort.model.Network;
import java.util.List;

/**
 * How a network is trained.
 *
 * @param data which items, in what form
 * @param network the architecture
 * @param start where its weights come from
 * @param objective the loss
 * @param optimizer the update rule
 * @param length how long
 * @param batchSize items per step; an epoch's last batch holds the rest
 * @param keep which weights are the result
 */
public record TrainingRecipe(
    DataSpec data,
    Network network,
    Start start,
    Objective objective,
    Optimizer optimizer,
    Length length,
    int batchSize,
    Keep keep)
    implements Recipe, Course<Learner> {

  /** Checks ranges. */
  public TrainingRecipe {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize [%d] must be >= 1".formatted(batchSize));
    }
    if (length instanceof Length.Patient && keep == Keep.LAST) {
      throw new IllegalArgumentException(
          "length [%s] needs a validation part: keep [%s] must look at one"
              .formatted(length, keep));
    }
  }

  /** A number of steps, of which the last weights are the result. */
  public TrainingRecipe(
      DataSpec data,
      Network network,
      Start start,
      Objective objective,
      Optimizer optimizer,
      int iterations,
      int batchSize) {
    this(
        data,
        network,
        start,
        objective,
        optimizer,
        new Length.Iterations(iterations),
        batchSize,
        Keep.LAST);
  }

  /** The same recipe with another objective. */
  public TrainingRecipe withObjective(Objective other) {
    return new TrainingRecipe(data, network, start, other, optimizer, length, batchSize, keep);
  }

  @Override
  public List<String> pretrained() {
    return start.pretrained().isEmpty() ? List.of() : List.of(start.pretrained());
  }

  /**
   * {@inheritDoc}
   *
   * @param progress share of the training that is done: 0 in the first step, 1 in the last
   */
  @Override
  public NDArray loss(Learner learner, Batch batch, double progress) {
    return objective.loss(learner.logits(batch.images(), true), batch, progress);
  }
}
