package io.retort.paper.davidi2024;

import ai.djl.ndarray.NDArray;
import io.retort.loss.Distillation;
import io.retort.training.Batch;
import io.retort.training.Objective;

/**
 * L = alpha L_KD + (1 - alpha) L_CLS: Figure 4.
 *
 * @param alpha weight of the distillation loss, 0 to 1
 */
record Blend(Divergence divergence, double alpha) implements Objective {
  /** Checks the weight. */
  Blend {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha [%s] must be 0 to 1".formatted(alpha));
    }
  }

  @Override
  public NDArray loss(NDArray logits, Batch batch, double progress) {
    NDArray distilled = divergence.of(logits, batch.teacher());
    NDArray hard = Distillation.hardCrossEntropy(logits, batch.labels(), 1);
    return distilled.mul((float) alpha).add(hard.mul((float) (1 - alpha)));
  }
}
