package io.retort.training;

import io.retort.data.DataSpec;
import io.retort.model.Network;

/**
 * Everything that determines a cell's training, but for its seed.
 *
 * @param data which items, in what form
 * @param network the architecture
 * @param objective the loss
 * @param optimizer the update rule
 * @param iterations steps
 * @param batchSize items per step; an epoch's last batch holds the rest
 */
public record Recipe(
    DataSpec data,
    Network network,
    Objective objective,
    Optimizer optimizer,
    int iterations,
    int batchSize) {

  /** Checks ranges. */
  public Recipe {
    if (iterations < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "iterations [%d] and batchSize [%d] must be >= 1".formatted(iterations, batchSize));
    }
  }

  /** The same recipe with another objective. */
  public Recipe withObjective(Objective other) {
    return new Recipe(data, network, other, optimizer, iterations, batchSize);
  }
}
