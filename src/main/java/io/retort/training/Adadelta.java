package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Adadelta (Zeiler 2012, arXiv:1212.5701) in Keras's form, with a learning rate on the update:
 * E[g2] = rho E[g2] + (1 - rho) g2; d = sqrt(E[d2] + epsilon) / sqrt(E[g2] + epsilon) g; E[d2] =
 * rho E[d2] + (1 - rho) d2; w = w - lr d.
 *
 * @param learningRate > 0; 0.001 is Keras's default, 1 is the paper's
 * @param rho 0 to below 1
 * @param epsilon > 0
 */
public record Adadelta(double learningRate, double rho, double epsilon) implements Optimizer {
  /** Keras's defaults. */
  public static final Adadelta KERAS = new Adadelta(0.001, 0.95, 1e-7);

  /** Checks ranges. */
  public Adadelta {
    if (!(learningRate > 0) || !(rho >= 0 && rho < 1) || !(epsilon > 0)) {
      throw new IllegalArgumentException(
          "learningRate [%s] and epsilon [%s] must be > 0, rho [%s] 0 to below 1"
              .formatted(learningRate, epsilon, rho));
    }
  }

  @Override
  public Updates start(NDManager manager, List<NDArray> weights) {
    List<Bucket> buckets = Bucket.of(weights);
    NDList state = new NDList();
    for (int i = 0; i < 2; i++) {
      buckets.forEach(bucket -> state.add(bucket.zeros(manager)));
    }
    return new Updates() {
      @Override
      public void step() {
        for (int i = 0; i < buckets.size(); i++) {
          NDArray squares = state.get(i);
          NDArray steps = state.get(buckets.size() + i);
          try (NDManager scope = manager.newSubManager()) {
            NDArray gradients = buckets.get(i).gradients(scope);
            squares.muli(rho).addi(gradients.square().muli(1 - rho));
            NDArray numerator = steps.add(epsilon);
            NDArray denominator = squares.add(epsilon);
            numerator.attach(scope);
            denominator.attach(scope);
            NDArray step = numerator.sqrt().divi(denominator.sqrt()).muli(gradients);
            steps.muli(rho).addi(step.square().muli(1 - rho));
            buckets.get(i).subtract(step.muli(learningRate));
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
