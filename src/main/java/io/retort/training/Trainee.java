package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/** What the loop trains: one learner, or several at once. */
public interface Trainee {
  /** Owner of its weights, and of what a training keeps beside them. */
  NDManager manager();

  /** The weights that move, learner by learner: each learner has an optimizer of its own. */
  List<List<NDArray>> trainable();

  /** All weights, as safetensors. */
  byte[] weights();

  /** Takes up weights that {@link #weights()} gave. */
  void restore(byte[] weights);
}
