package io.retort.training;

import io.retort.data.DataSpec;
import io.retort.model.Network;

/**
 * How a network is trained.
 *
 * @param data which items, in what form
 * @param network the architecture
 * @param start where its weights come from
 * @param objective the loss
 * @param optimizer the update rule
 * @param iterations steps
 * @param batchSize items per step; an epoch's last batch holds the rest
 */
public record TrainingRecipe(
    DataSpec data,
    Network network,
    Start start,
    Objective objective,
    Optimizer optimizer,
    int iterations,
    int batchSize)
    implements Recipe {

  /** Checks ranges. */
  public TrainingRecipe {
    if (iterations < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "iterations [%d] and batchSize [%d] must be >= 1".formatted(iterations, batchSize));
    }
  }

  /** The same recipe with another objective. */
  public TrainingRecipe withObjective(Objective other) {
    return new TrainingRecipe(data, network, start, other, optimizer, iterations, batchSize);
  }

  @Override
  public String pretrained() {
    return start.pretrained();
  }
}
