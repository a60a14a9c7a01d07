package io.retort.loss;

import static io.retort.loss.Distillation.constant;
import static io.retort.loss.Distillation.scaled;
import static io.retort.loss.Distillation.softened;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;

/**
 * Losses between the logits of student and teacher, beyond Hinton's: pure functions, in nats, the
 * mean over the batch. Logits have shape (N, C), float32; the teacher's carry no gradient.
 */
public final class LogitDistillation {
  private static final int[] CLASSES = {1};

  /** Takes a logit out of a softmax in float32. */
  private static final double OUT = 1e4;

  private LogitDistillation() {}

  /**
   * T^2 KL(teacher || student) of the softened distributions: what is usually called KL
   * distillation (davidi2024's other reading).
   *
   * @param temperature T > 0
   * @return scalar
   */
  public static NDArray klTeacherStudent(NDArray student, NDArray teacher, double temperature) {
    return kl(softened(teacher, temperature), softened(student, temperature), temperature);
  }

  /**
   * T^2 KL(student || teacher): niyaz2023 Equation (3), and davidi2024 as it is written.
   *
   * @param temperature T > 0
   * @return scalar
   */
  public static NDArray klStudentTeacher(NDArray student, NDArray teacher, double temperature) {
    return kl(softened(student, temperature), softened(teacher, temperature), temperature);
  }

  /** T^2 KL(first || second), mean over the batch, of logits that are softened already. */
  private static NDArray kl(NDArray first, NDArray second, double temperature) {
    NDArray perItem =
        first.softmax(1).mul(first.logSoftmax(1).sub(second.logSoftmax(1))).sum(CLASSES);
    return scaled(perItem.mean(), temperature * temperature);
  }

  /**
   * DIST (Huang et al. 2022, Equations 4 to 10): tau^2 (beta (1 - mean correlation of rows) + gamma
   * (1 - mean correlation of columns)) of softmax(z / tau).
   *
   * @param tau temperature > 0
   * @param beta weight of the relations between classes
   * @param gamma weight of the relations between items
   * @return scalar
   */
  public static NDArray dist(
      NDArray student, NDArray teacher, double tau, double beta, double gamma) {
    NDArray s = softened(student, tau).softmax(1);
    NDArray t = softened(teacher, tau).softmax(1);
    NDArray between = scaled(correlation(s, t), -beta);
    NDArray within = scaled(correlation(s.transpose(), t.transpose()), -gamma);
    return scaled(between.add(within).add(constant(student, beta + gamma)), tau * tau);
  }

  /** Mean over rows of Pearson's correlation. */
  private static NDArray correlation(NDArray first, NDArray second) {
    NDArray a = first.sub(first.mean(CLASSES, true));
    NDArray b = second.sub(second.mean(CLASSES, true));
    NDArray norms = norm(a).mul(norm(b)).add(constant(first, 1e-8));
    return a.mul(b).sum(CLASSES).div(norms).mean();
  }

  private static NDArray norm(NDArray rows) {
    return rows.square().sum(CLASSES).sqrt();
  }

  /**
   * WSLD (Zhou et al. 2021, Equations 8 and 9): T^2 mean(w soft cross-entropy), with w = 1 -
   * exp(-CE_s / (CE_t + 1e-7)) at temperature 1, without a gradient.
   *
   * @param labels classes, shape (N), int64
   * @param temperature T > 0
   * @return scalar
   */
  public static NDArray wsld(NDArray student, NDArray teacher, NDArray labels, double temperature) {
    NDArray ratio =
        crossEntropies(student, labels)
            .div(crossEntropies(teacher, labels).add(constant(student, 1e-7)));
    NDArray weight = constant(student, 1).sub(ratio.neg().exp()).stopGradient();
    NDArray target = softened(teacher, temperature).softmax(1);
    NDArray soft = softened(student, temperature).logSoftmax(1).mul(target).sum(CLASSES).neg();
    return scaled(weight.mul(soft).mean(), temperature * temperature);
  }

  private static NDArray crossEntropies(NDArray logits, NDArray labels) {
    return logits.logSoftmax(1).gather(labels.reshape(-1, 1), 1).reshape(-1).neg();
  }

  /**
   * NKD (Yang et al. 2023, Equation 8): -mean(p_t[y] log p_s[y]), and gamma T^2 times the
   * cross-entropy of the classes beside the label, both distributions renormalised over them.
   *
   * @param labels classes, shape (N), int64
   * @param gamma weight of the other classes
   * @param temperature T > 0 of the other classes
   * @return scalar
   */
  public static NDArray nkd(
      NDArray student, NDArray teacher, NDArray labels, double gamma, double temperature) {
    NDArray index = labels.reshape(-1, 1);
    NDArray target = teacher.softmax(1).gather(index, 1);
    NDArray ofLabel = target.mul(student.logSoftmax(1).gather(index, 1)).mean().neg();
    int classes = Math.toIntExact(student.getShape().get(1));
    NDArray out = scaled(labels.oneHot(classes).toType(DataType.FLOAT32, false), -OUT);
    NDArray others = softened(teacher, temperature).add(out).softmax(1);
    NDArray logOthers = softened(student, temperature).add(out).logSoftmax(1);
    NDArray ofOthers = others.mul(logOthers).sum(CLASSES).mean().neg();
    return ofLabel.add(scaled(ofOthers, gamma * temperature * temperature));
  }

  /**
   * NormKD (Chi et al. 2023, Equations 5 to 7): each item's temperature is t_norm times the
   * standard deviation of its logits, the student's and the teacher's own; KL weighted by the
   * teacher's squared.
   *
   * @param tNorm > 0
   * @return scalar
   */
  public static NDArray normKd(NDArray student, NDArray teacher, double tNorm) {
    NDArray ofTeacher = scaled(deviation(teacher), tNorm);
    NDArray ofStudent = scaled(deviation(student), tNorm);
    NDArray t = teacher.div(ofTeacher);
    NDArray s = student.div(ofStudent);
    NDArray perItem = t.softmax(1).mul(t.logSoftmax(1).sub(s.logSoftmax(1))).sum(CLASSES, true);
    return perItem.mul(ofTeacher.square()).mean();
  }

  /** Standard deviation of each row with N - 1, shape (N, 1). */
  private static NDArray deviation(NDArray rows) {
    NDArray centred = rows.sub(rows.mean(CLASSES, true));
    double freedom = rows.getShape().get(1) - 1.0;
    return scaled(centred.square().sum(CLASSES, true), 1 / freedom).sqrt();
  }
}
