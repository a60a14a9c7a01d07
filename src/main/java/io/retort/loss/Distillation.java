package io.retort.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Losses of knowledge distillation on logits: pure functions, mean over the batch, in nats.
 *
 * <p>Source: vanmolle2021, Equations (1) to (4), after Hinton, Vinyals and Dean (2015). Tensors
 * made here belong to the manager of the logits given.
 */
public final class Distillation {
  private static final int[] AXIS = {1};

  private Distillation() {}

  /**
   * Cross-entropy with ground truth, Equation (3): -mean log p_y(z, T).
   *
   * @param logits shape (N, C), float32
   * @param labels classes, shape (N), int64
   * @param temperature T > 0; 1 for the usual cross-entropy
   * @return scalar
   */
  public static NDArray hardCrossEntropy(NDArray logits, NDArray labels, double temperature) {
    NDArray index = labels.reshape(-1, 1);
    return softened(logits, temperature).logSoftmax(1).gather(index, 1).mean().neg();
  }

  /**
   * Cross-entropy with ground truth, each item weighed by its class: sum w_y (-log p_y) / sum w_y.
   *
   * @param logits shape (N, C), float32
   * @param labels classes, shape (N), int64
   * @param weights of the classes, shape (C), > 0
   * @return scalar
   */
  public static NDArray weightedCrossEntropy(NDArray logits, NDArray labels, NDArray weights) {
    NDArray own = weights.gather(labels, 0);
    NDArray each = logits.logSoftmax(1).gather(labels.reshape(-1, 1), 1).reshape(-1).neg();
    return each.mul(own).sum().div(own.sum());
  }

  /**
   * Cross-entropy between the softened distributions, Equation (2): -mean sum_c p_c(z_t, T) log
   * p_c(z_s, T), without a factor T^2.
   *
   * @param student shape (N, C), float32
   * @param teacher shape (N, C), float32; carries no gradient
   * @param temperature T > 0
   * @return scalar
   */
  public static NDArray softCrossEntropy(NDArray student, NDArray teacher, double temperature) {
    NDArray target = softened(teacher, temperature).softmax(1);
    NDArray logProbability = softened(student, temperature).logSoftmax(1);
    return scaled(logProbability.mul(target).sum(), -1.0 / student.getShape().get(0));
  }

  /**
   * The convex combination of both, Equation (4): alpha soft + (1 - alpha) hard.
   *
   * @param alpha weight of the distillation loss, 0 to 1
   * @param temperature T of the distillation loss
   * @param hardTemperature T of the hard-label loss
   * @param softFactor factor on the distillation loss: 1, or T^2 to keep its gradient's size
   * @return scalar
   */
  public static NDArray convex(
      NDArray student,
      NDArray teacher,
      NDArray labels,
      double alpha,
      double temperature,
      double hardTemperature,
      double softFactor) {
    NDArray soft = softCrossEntropy(student, teacher, temperature);
    NDArray hard = hardCrossEntropy(student, labels, hardTemperature);
    return scaled(soft, alpha * softFactor).add(scaled(hard, 1 - alpha));
  }

  /**
   * The convex combination where the teacher is right, the hard-label loss alone where it is wrong:
   * vanmolle2021, Section 3.3.2. That is, Equation (4) with an alpha of each item, which is 0
   * exactly where the teacher's class is not the label.
   *
   * @param alpha weight of the distillation loss where the teacher is right, 0 to 1
   * @return scalar
   */
  public static NDArray selective(
      NDArray student,
      NDArray teacher,
      NDArray labels,
      double alpha,
      double temperature,
      double hardTemperature,
      double softFactor) {
    NDArray right = teacher.argMax(1).eq(labels).toType(DataType.FLOAT32, false);
    NDArray weight = scaled(right, alpha);
    NDArray target = softened(teacher, temperature).softmax(1);
    NDArray soft = softened(student, temperature).logSoftmax(1).mul(target).sum(AXIS).neg();
    NDArray hard =
        softened(student, hardTemperature)
            .logSoftmax(1)
            .gather(labels.reshape(-1, 1), 1)
            .reshape(-1)
            .neg();
    NDArray rest = scaled(weight, -1).add(weight.onesLike());
    return weight.mul(scaled(soft, softFactor)).add(rest.mul(hard)).mean();
  }

  static NDArray softened(NDArray logits, double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature [%s] must be > 0".formatted(temperature));
    }
    return temperature == 1 ? logits : scaled(logits, 1 / temperature);
  }

  /**
   * A product with a constant that lives as long as the tensor's manager.
   *
   * <p>{@code mul(Number)} frees its constant at once, although the backward pass still reads it: a
   * garbage collection between the two passes then gives wrong gradients, silently.
   */
  public static NDArray scaled(NDArray tensor, double factor) {
    return tensor.mul(constant(tensor, factor));
  }

  /** A scalar that lives as long as a tensor's manager. */
  static NDArray constant(NDArray like, double value) {
    return like.getManager().create((float) value);
  }
}
