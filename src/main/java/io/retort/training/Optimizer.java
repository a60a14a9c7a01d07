package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How weights follow their gradients; part of the result's key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public interface Optimizer {
  /**
   * Starts with zero state.
   *
   * @param manager owns the state
   */
  Updates start(NDManager manager, List<NDArray> weights);

  /** The optimizer at work on some weights. */
  interface Updates {
    /**
     * Moves each weight by its gradient and clears the gradient; in a thread that records no
     * gradients, as the one that loaded the engine.
     */
    void step();

    /** The state that a checkpoint must keep, in a fixed order; empty where there is none. */
    NDList state();
  }

  /**
   * Stochastic gradient descent as PyTorch has it without dampening: v = momentum v + g, w = w - lr
   * v.
   *
   * @param learningRate > 0, constant
   * @param momentum 0 to below 1
   */
  record Sgd(double learningRate, double momentum) implements Optimizer {
    private static final float NO_DECAY = 0;
    private static final float NO_RESCALING = 1;
    private static final float NO_CLIPPING = -1;

    /** Checks ranges. */
    public Sgd {
      if (!(learningRate > 0) || !(momentum >= 0 && momentum < 1)) {
        throw new IllegalArgumentException(
            "learningRate [%s] must be > 0, momentum [%s] 0 to below 1"
                .formatted(learningRate, momentum));
      }
    }

    @Override
    public Updates start(NDManager manager, List<NDArray> weights) {
      NDList velocities = new NDList();
      if (momentum > 0) {
        weights.forEach(w -> velocities.add(manager.zeros(w.getShape(), w.getDataType())));
      }
      return new Updates() {
        @Override
        public void step() {
          for (int i = 0; i < weights.size(); i++) {
            NDArray weight = weights.get(i);
            try (NDArray gradient = weight.getGradient()) {
              NDList inputs = new NDList(weight, gradient);
              if (momentum > 0) {
                inputs.add(velocities.get(i));
              }
              // The engine keeps -lr v as its state: the same as PyTorch while lr is constant.
              weight
                  .getNDArrayInternal()
                  .sgdUpdate(
                      inputs,
                      new NDList(weight),
                      (float) learningRate,
                      NO_DECAY,
                      NO_RESCALING,
                      NO_CLIPPING,
                      (float) momentum,
                      false);
            }
          }
        }

        @Override
        public NDList state() {
          return velocities;
        }
      };
    }
  }
}
