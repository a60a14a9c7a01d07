package io.retort.loss;

import ai.djl.ndarray.NDArray;

/**
 * What the published code of khan2022 minimises, which is not the paper's Equation (5): the
 * networks' softmax layer stays in place, so that each distribution is the softmax of
 * probabilities, and soft targets are normalised over the whole array instead of over the classes.
 * Pure functions.
 *
 * <p>Source: the notebook temperature/Temperature_10 of the authors' repository KD-lesions.
 */
public final class SoftmaxTwice {
  private SoftmaxTwice() {}

  /**
   * Soft targets: exp(p_nc / T) / sum over all n and c of exp(p_nc / T), where p is the softmax of
   * the logits. Of N items in C classes each is about 1 / (N C): next to nothing.
   *
   * @param teacher logits of all items to be trained on, shape (N, C), float32
   * @param temperature T > 0
   * @return shape (N, C); all N C values add up to 1
   */
  public static NDArray targets(NDArray teacher, double temperature) {
    NDArray raised = Distillation.softened(teacher.softmax(1), temperature).exp();
    return raised.div(raised.sum());
  }

  /**
   * h CE(labels, softmax(p)) + (1 - h) CE(targets, softmax(p / T)), where p is the softmax of the
   * student's logits; means over the batch, in nats.
   *
   * @param student logits, shape (N, C), float32
   * @param targets of {@link #targets}, rows of the same items, shape (N, C)
   * @param labels classes, shape (N), int64
   * @param hardWeight h, 0 to 1
   * @param temperature T > 0
   * @return scalar
   */
  public static NDArray loss(
      NDArray student, NDArray targets, NDArray labels, double hardWeight, double temperature) {
    NDArray probabilities = student.softmax(1);
    NDArray hard = Distillation.hardCrossEntropy(probabilities, labels, 1);
    NDArray logSoftened = Distillation.softened(probabilities, temperature).logSoftmax(1);
    NDArray soft =
        Distillation.scaled(logSoftened.mul(targets).sum(), -1.0 / student.getShape().get(0));
    return Distillation.scaled(hard, hardWeight).add(Distillation.scaled(soft, 1 - hardWeight));
  }
}
