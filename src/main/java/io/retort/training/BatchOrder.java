package io.retort.training;

import io.retort.data.sampling.EpochOrder;
import java.util.Arrays;

/**
 * Which items a step sees: epochs cut into batches, the last one smaller. Any step can be reached
 * without those before it.
 */
final class BatchOrder {
  private final int items;
  private final int batchSize;
  private final EpochOrder epochs;
  private int epoch = -1;
  private int[] order = new int[0];

  BatchOrder(int items, int batchSize, EpochOrder epochs) {
    this.items = items;
    this.batchSize = batchSize;
    this.epochs = epochs;
  }

  /** Batches of an epoch, the last one perhaps smaller. */
  static int perEpoch(int items, int batchSize) {
    return (items + batchSize - 1) / batchSize;
  }

  /** The items of a step, counted from 0. */
  int[] of(int iteration) {
    int perEpoch = perEpoch(items, batchSize);
    int wanted = iteration / perEpoch;
    if (wanted != epoch) {
      order = epochs.of(wanted);
      epoch = wanted;
    }
    int from = iteration % perEpoch * batchSize;
    return Arrays.copyOfRange(order, from, Math.min(items, from + batchSize));
  }
}
