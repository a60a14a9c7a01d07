package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015, arXiv:1412.6980, Algorithm 1) as PyTorch has it.
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
    List<Bucket> buckets = Bucket.of(weights);
    NDList state = new NDList(manager.zeros(new Shape()));
    for (int i = 0; i < 2; i++) {
      buckets.forEach(bucket -> state.add(bucket.zeros(manager)));
    }
    return new Updates() {
      @Override
      public void step() {
        double t = state.get(0).addi(1).getFloat();
        for (int i = 0; i < buckets.size(); i++) {
          try (NDManager scope = manager.newSubManager()) {
            NDArray first = state.get(1 + i);
            NDArray second = state.get(1 + buckets.size() + i);
            buckets.get(i).subtract(move(scope, buckets.get(i), first, second, t));
          }
        }
      }

      @Override
      public NDList state() {
        return state;
      }
    };
  }

  /**
   * What a bucket is moved by.
   *
   * @param first the gradients' running mean
   * @param second the running mean of their squares
   * @param t steps, this one included
   */
  private NDArray move(NDManager scope, Bucket bucket, NDArray first, NDArray second, double t) {
    NDArray gradients = bucket.gradients(scope);
    NDArray decay = weightDecay == 0 ? null : bucket.values(scope).muli((float) weightDecay);
    if (decay != null && !decoupled) {
      gradients.addi(decay);
    }
    second.muli((float) BETA2).addi(gradients.square().muli((float) (1 - BETA2)));
    first.muli((float) BETA1).addi(gradients.muli((float) (1 - BETA1)));
    NDArray running = first.duplicate();
    running.attach(scope);
    NDArray root = second.sqrt();
    root.attach(scope);
    root.divi((float) Math.sqrt(1 - Math.pow(BETA2, t))).addi(EPSILON);
    NDArray step = running.divi(root).muli((float) (learningRate / (1 - Math.pow(BETA1, t))));
    return decay == null || !decoupled ? step : step.addi(decay.muli((float) learningRate));
  }
}
