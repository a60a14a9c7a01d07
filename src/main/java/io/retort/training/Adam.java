package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015, arXiv:1412.6980, Algorithm 1) as PyTorch has it, by the engine's own
 * update.
 *
 * @param learningRate > 0, constant
 * @param weightDecay >= 0
 * @param decoupled whether weights decay by themselves (AdamW, Loshchilov and Hutter 2019); else
 *     the decay is part of the gradient (L2)
 */
public record Adam(double learningRate, double weightDecay, boolean decoupled)
    implements Optimizer {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;
  private static final float NO_RESCALING = 1;
  private static final float NO_CLIPPING = -1;

  /** Checks ranges. */
  public Adam {
    if (!(learningRate > 0) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "learningRate [%s] must be > 0, weightDecay [%s] >= 0"
              .formatted(learningRate, weightDecay));
    }
  }

  /** Without weight decay. */
  public static Adam of(double learningRate) {
    return new Adam(learningRate, 0, false);
  }

  @Override
  public Updates start(NDManager manager, List<NDArray> weights) {
    NDList state = new NDList(manager.zeros(new Shape()));
    for (int i = 0; i < 2; i++) {
      weights.forEach(w -> state.add(manager.zeros(w.getShape(), w.getDataType())));
    }
    return new Updates() {
      @Override
      public void step() {
        NDArray steps = state.get(0).addi(1);
        double t = steps.getFloat();
        double corrected =
            learningRate * Math.sqrt(1 - Math.pow(BETA2, t)) / (1 - Math.pow(BETA1, t));
        for (int i = 0; i < weights.size(); i++) {
          NDArray weight = weights.get(i);
          try (NDArray gradient = weight.getGradient()) {
            weight
                .getNDArrayInternal()
                .adamUpdate(
                    new NDList(
                        weight, gradient, state.get(1 + i), state.get(1 + weights.size() + i)),
                    new NDList(weight),
                    (float) learningRate,
                    (float) corrected,
                    (float) weightDecay,
                    NO_RESCALING,
                    NO_CLIPPING,
                    (float) BETA1,
                    (float) BETA2,
                    EPSILON,
                    false,
                    decoupled);
          }
        }
      }

      @Override
      public NDList state() {
        return state;
      }
    };
  }
}
