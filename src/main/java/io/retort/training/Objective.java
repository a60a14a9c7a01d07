package io.retort.training;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.retort.loss.Distillation;
import io.retort.loss.SoftmaxTwice;

/** What a network is trained to minimise; part of the result's key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public interface Objective {
  /**
   * The loss of a batch: a float32 scalar.
   *
   * @param logits the network's output, shape (N, C)
   * @param progress share of the training that is done: 0 in the first step, 1 in the last
   */
  NDArray loss(NDArray logits, Batch batch, double progress);

  /** Cross-entropy with the labels. */
  record HardLabels(double temperature) implements Objective {
    @Override
    public NDArray loss(NDArray logits, Batch batch, double progress) {
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
      checkAlpha(alpha);
      if (!(temperature > 0) || !(hardTemperature > 0)) {
        throw new IllegalArgumentException(
            "temperature [%s] and hardTemperature [%s] must be > 0"
                .formatted(temperature, hardTemperature));
      }
    }

    private Distil withAlpha(double other) {
      return new Distil(other, temperature, hardTemperature, softFactor);
    }

    @Override
    public NDArray loss(NDArray logits, Batch batch, double progress) {
      return Distillation.convex(
          logits, batch.teacher(), batch.labels(), alpha, temperature, hardTemperature, softFactor);
    }
  }

  /**
   * Convex distillation whose alpha goes linearly from a first to a last value, vanmolle2021
   * Equation (5) as its text means it: alpha_i = alpha_0 + i (alpha_n - alpha_0) / (n - 1). The
   * printed sign would lead away from alpha_n.
   *
   * @param first alpha of the first step; the objective's own alpha is not used
   * @param last alpha of the last step
   */
  record Annealed(Distil objective, double first, double last) implements Objective {
    /** Checks ranges. */
    public Annealed {
      checkAlpha(first);
      checkAlpha(last);
    }

    /** Alpha at a share of the training. */
    double alpha(double progress) {
      return first + progress * (last - first);
    }

    @Override
    public NDArray loss(NDArray logits, Batch batch, double progress) {
      return objective.withAlpha(alpha(progress)).loss(logits, batch, progress);
    }
  }

  /**
   * Distillation from the items that the teacher classifies rightly, labels alone for the others,
   * vanmolle2021 Section 3.3.2.
   *
   * @param objective with the alpha of the items that the teacher has right
   */
  record Selective(Distil objective) implements Objective {
    @Override
    public NDArray loss(NDArray logits, Batch batch, double progress) {
      return Distillation.selective(
          logits,
          batch.teacher(),
          batch.labels(),
          objective.alpha(),
          objective.temperature(),
          objective.hardTemperature(),
          objective.softFactor());
    }
  }

  /**
   * What khan2022's published code minimises; its teacher's answers are {@link
   * SoftmaxTwice#targets}, not logits.
   *
   * @param hardWeight weight of the labels
   * @param temperature of the soft targets
   */
  record AfterSoftmax(double hardWeight, double temperature) implements Objective {
    /** Checks ranges. */
    public AfterSoftmax {
      checkShare("hardWeight", hardWeight);
      if (!(temperature > 0)) {
        throw new IllegalArgumentException("temperature [%s] must be > 0".formatted(temperature));
      }
    }

    @Override
    public NDArray loss(NDArray logits, Batch batch, double progress) {
      return SoftmaxTwice.loss(logits, batch.teacher(), batch.labels(), hardWeight, temperature);
    }
  }

  private static void checkAlpha(double alpha) {
    checkShare("alpha", alpha);
  }

  private static void checkShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("%s [%s] must be 0 to 1".formatted(name, share));
    }
  }
}
