package io.retort.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoftmaxTwiceTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void targetsOfAllItemsTogetherAddUpToOne() {
    NDArray teacher = manager.create(new float[] {9, -9, -9, 9, 0, 0}, new Shape(3, 2));
    NDArray targets = SoftmaxTwice.targets(teacher, 10);
    assertEquals(1, targets.sum().getFloat(), 1e-6);
    // probabilities 1 and 0: e^0.1 / (2 e^0.1 + 2 + 2 e^0.05)
    double sum = 2 * Math.exp(.1) + 2 + 2 * Math.exp(.05);
    assertEquals(Math.exp(.1) / sum, targets.getFloat(0, 0), 1e-6);
    assertEquals(1 / sum, targets.getFloat(0, 1), 1e-6);
    assertEquals(Math.exp(.05) / sum, targets.getFloat(2, 0), 1e-6);
  }

  @Test
  void theLossOfOneItemByHand() {
    NDArray student = manager.create(new float[] {(float) Math.log(3), 0}, new Shape(1, 2));
    NDArray targets = manager.create(new float[] {.25f, .125f}, new Shape(1, 2));
    NDArray labels = manager.create(new long[] {1});
    // probabilities 3/4 and 1/4, of which the softmax is taken once more
    double hard = -Math.log(Math.exp(.25) / (Math.exp(.75) + Math.exp(.25)));
    double both = Math.exp(.375) + Math.exp(.125); // at T = 2
    double soft = -.25 * Math.log(Math.exp(.375) / both) - .125 * Math.log(Math.exp(.125) / both);
    assertEquals(
        .1 * hard + .9 * soft, SoftmaxTwice.loss(student, targets, labels, .1, 2).getFloat(), 1e-6);
  }

  @Test
  void aSureStudentsLossDoesNotFallBelowThatOfASoftmaxOfOneAndZero() {
    NDArray sure = manager.create(new float[] {50, -50}, new Shape(1, 2));
    NDArray none = manager.zeros(new Shape(1, 2));
    NDArray right = manager.create(new long[] {0});
    // the notebooks print probabilities of 0.7311 at most: 1 / (1 + 1/e)
    assertEquals(
        -Math.log(1 / (1 + Math.exp(-1))),
        SoftmaxTwice.loss(sure, none, right, 1, 10).getFloat(),
        1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 10, 100})
  void ofTargetsOverAllItemsTheStudentHardlyFeelsTheTeacherWhateverTheTemperature(double t) {
    NDArray teacher = manager.randomNormal(new Shape(240, 2)).mul(3);
    NDArray targets = SoftmaxTwice.targets(teacher, t).get("0:16");
    NDArray labels = manager.zeros(new Shape(16), DataType.INT64);
    double labelsAlone = norm(gradient(targets.mul(0), labels, t));
    NDArray both = gradient(targets, labels, t);
    double teachersPart = norm(both.sub(gradient(targets.mul(0), labels, t)));
    // one of 480 targets, times 0.9 against 0.1
    assertTrue(
        teachersPart > 0 && teachersPart < .03 * labelsAlone,
        "teacher %s, labels %s".formatted(teachersPart, labelsAlone));
  }

  private NDArray gradient(NDArray targets, NDArray labels, double temperature) {
    NDArray student = manager.ones(new Shape(16, 2));
    student.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(SoftmaxTwice.loss(student, targets, labels, .1, temperature));
    }
    return student.getGradient();
  }

  private static double norm(NDArray array) {
    return Math.sqrt(array.square().sum().getFloat());
  }

  @Test
  void theGradientAgreesWithFiniteDifferences() {
    double[] at = {.7, -.3, .1, .9};
    NDArray teacher = manager.create(new float[] {2, 0, -1, 1}, new Shape(2, 2));
    NDArray targets = SoftmaxTwice.targets(teacher, 3);
    NDArray labels = manager.create(new long[] {0, 1});
    NDArray student = logits(at);
    student.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(SoftmaxTwice.loss(student, targets, labels, .1, 3));
    }
    float[] gradient = student.getGradient().toFloatArray();
    double step = 1e-2;
    for (int i = 0; i < at.length; i++) {
      double[] up = at.clone();
      double[] down = at.clone();
      up[i] += step;
      down[i] -= step;
      double slope =
          (SoftmaxTwice.loss(logits(up), targets, labels, .1, 3).getFloat()
                  - SoftmaxTwice.loss(logits(down), targets, labels, .1, 3).getFloat())
              / (2 * step);
      assertEquals(slope, gradient[i], 1e-4);
    }
  }

  private NDArray logits(double[] values) {
    return manager.create(values, new Shape(2, 2)).toType(DataType.FLOAT32, true);
  }
}
