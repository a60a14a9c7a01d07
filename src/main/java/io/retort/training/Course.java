package io.retort.training;

import ai.djl.ndarray.NDArray;

/**
 * How a training goes, step by step.
 *
 * @param <T> what is trained
 */
public interface Course<T extends Trainee> {
  /** The loss of a step: a float32 scalar. */
  NDArray loss(T trainee, Batch batch, double progress);

  /** The update rule of each learner. */
  Optimizer optimizer();

  /** How long. */
  Length length();

  /** Items per step; an epoch's last batch holds the rest. */
  int batchSize();

  /** Which weights are the result. */
  Keep keep();
}
