package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.data.sampling.EpochOrder;

/** Items to train on or to look at, numbered from 0. */
public interface Items {
  /** How many. */
  int count();

  /** Pixels of a plane, which says how many fit one forward pass. */
  long pixels();

  /** Which of them an epoch shows, in which order: as many as there are. */
  default EpochOrder order(long seed) {
    return EpochOrder.shuffled(count(), seed);
  }

  /**
   * Some of them as a training step sees them, changed at random where they are to be.
   *
   * @param owner of the batch; it says on which device that is
   * @param epoch and {@code place}, of the first item within it, key the random changes
   */
  Batch training(NDManager owner, int[] items, int epoch, int place);

  /**
   * Consecutive images as they are, shape (to - from, C, H, W).
   *
   * @param owner of the tensor
   */
  NDArray images(NDManager owner, int from, int to);
}
