package io.retort.training;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.retort.loss.Distillation;

/** What a network is trained to minimise; part of the result's key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public interface Objective {
  /**
   * The loss of a batch: a float32 scalar.
   *
   * @param logits the network's output, shape (N, C)
   */
  NDArray loss(NDArray logits, Batch batch);

  /** Cross-entropy with the labels. */
  record HardLabels(double temperature) implements Objective {
    @Override
    public NDArray loss(NDArray logits, Batch batch) {
      return Distillation.hardCrossEntropy(logits, batch.labels(), temperature);
    }
  }

  /**
   * Convex distillation, vanmolle2021 Equation (4).
   *
   * @param alpha weight of the distillation loss
   * @param temperature of the distillation loss
   * @param hardTemperature of the hard-label loss
   * @param softFactor factor on the distillation loss
   */
  record Distil(double alpha, double temperature, double hardTemperature, double softFactor)
      implements Objective {
    /** Checks ranges. */
    public Distil {
      if (!(alpha >= 0 && alpha <= 1)) {
        throw new IllegalArgumentException("alpha [%s] must be 0 to 1".formatted(alpha));
      }
      if (!(temperature > 0) || !(hardTemperature > 0)) {
        throw new IllegalArgumentException(
            "temperature [%s] and hardTemperature [%s] must be > 0"
                .formatted(temperature, hardTemperature));
      }
    }

    @Override
    public NDArray loss(NDArray logits, Batch batch) {
      return Distillation.convex(
          logits, batch.teacher(), batch.labels(), alpha, temperature, hardTemperature, softFactor);
    }
  }
}
