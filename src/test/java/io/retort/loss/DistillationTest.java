package io.retort.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistillationTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray student =
      manager.create(new float[] {1f, -0.5f, 2f, 0.25f, 0f, -1f}, new Shape(2, 3));
  private final NDArray teacher =
      manager.create(new float[] {0.5f, 1.5f, -1f, 2f, 0.75f, -0.25f}, new Shape(2, 3));
  private final NDArray labels = manager.create(new long[] {2, 0});

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void hardCrossEntropyIsTheMeanNegativeLogProbabilityOfTheLabel() {
    double first = Math.exp(2) / (Math.exp(1) + Math.exp(-0.5) + Math.exp(2));
    double second = Math.exp(0.25) / (Math.exp(0.25) + 1 + Math.exp(-1));
    double expected = -(Math.log(first) + Math.log(second)) / 2;
    assertEquals(expected, Distillation.hardCrossEntropy(student, labels, 1).getFloat(), 1e-6);
  }

  @Test
  void softCrossEntropyOfADistributionWithItselfIsItsEntropy() {
    double entropy = 0;
    double sum = Math.exp(0.25) + Math.exp(0.75 / 2) + Math.exp(-0.5);
    for (double z : new double[] {0.5, 0.75, -1}) {
      double p = Math.exp(z / 2) / sum;
      entropy -= p * Math.log(p);
    }
    NDArray one = manager.create(new float[] {0.5f, 0.75f, -1f}, new Shape(1, 3));
    assertEquals(entropy, Distillation.softCrossEntropy(one, one, 2).getFloat(), 1e-6);
  }

  @Test
  void atHighTemperatureTheSoftLossIsTheLogOfTheClassCount() {
    float loss = Distillation.softCrossEntropy(student, teacher, 1e6).getFloat();
    assertEquals(Math.log(3), loss, 1e-5);
  }

  @Test
  void alphaZeroAndOneGiveTheTwoTerms() {
    float hard = Distillation.hardCrossEntropy(student, labels, 1).getFloat();
    float soft = Distillation.softCrossEntropy(student, teacher, 4).getFloat();
    assertEquals(hard, Distillation.convex(student, teacher, labels, 0, 4, 1, 16).getFloat(), 1e-6);
    assertEquals(
        16 * soft, Distillation.convex(student, teacher, labels, 1, 4, 1, 16).getFloat(), 1e-4);
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    UnaryOperator<NDArray> loss = z -> Distillation.convex(z, teacher, labels, 0.6, 8, 1, 64);
    NDArray z = student.duplicate();
    z.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.apply(z));
    }
    float[] gradient = z.getGradient().toFloatArray();
    float[] values = student.toFloatArray();
    float h = 1e-2f;
    for (int i = 0; i < values.length; i++) {
      float[] up = values.clone();
      float[] down = values.clone();
      up[i] += h;
      down[i] -= h;
      double slope =
          (loss.apply(manager.create(up, new Shape(2, 3))).getFloat()
                  - loss.apply(manager.create(down, new Shape(2, 3))).getFloat())
              / (2.0 * h);
      assertEquals(slope, gradient[i], 5e-3 * Math.max(1, Math.abs(slope)), "logit " + i);
    }
  }

  @Test
  void gradientsDoNotChangeWhenMemoryIsCollectedBeforeTheBackwardPass() {
    List<ByteBuffer> junk = new ArrayList<>();
    float[] expected = gradientAfter(() -> {});
    for (int round = 0; round < 20; round++) {
      float[] gradient =
          gradientAfter(
              () -> {
                System.gc();
                // What the collector freed is handed out again, and overwritten.
                for (int i = 0; i < 2_000; i++) {
                  ByteBuffer buffer = ByteBuffer.allocateDirect(4 + i % 32);
                  while (buffer.hasRemaining()) {
                    buffer.put((byte) 0x41);
                  }
                  junk.add(buffer);
                }
              });
      assertArrayEquals(expected, gradient, "round " + round);
    }
  }

  private float[] gradientAfter(Runnable between) {
    NDArray z = student.duplicate();
    z.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = Distillation.convex(z, teacher, labels, 0.6, 8, 2, 64);
      between.run();
      collector.backward(loss);
    }
    return z.getGradient().toFloatArray();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aTemperatureThatIsNotPositiveIsRefused(double temperature) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Distillation.softCrossEntropy(student, teacher, temperature));
    assertEquals("temperature [" + temperature + "] must be > 0", e.getMessage());
  }

  private float[] gradient(UnaryOperator<NDArray> loss) {
    NDArray logits = student.duplicate();
    logits.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.apply(logits));
    }
    return logits.getGradient().toFloatArray();
  }

  @Test
  void selectiveDistillationIsTheLabelsAloneExactlyWhereTheTeacherIsWrong() {
    // the teacher says 1 of the first item, whose label is 2, and rightly 0 of the second
    float[] selective = gradient(z -> Distillation.selective(z, teacher, labels, .6, 8, 1, 64));
    float[] hard = gradient(z -> Distillation.hardCrossEntropy(z, labels, 1));
    float[] convex = gradient(z -> Distillation.convex(z, teacher, labels, .6, 8, 1, 64));
    for (int c = 0; c < 3; c++) {
      assertEquals(hard[c], selective[c], 1e-6, "teacher wrong");
      assertEquals(convex[3 + c], selective[3 + c], 1e-6, "teacher right");
    }
  }

  @Test
  void selectiveDistillationIsTheConvexOneWhereTheTeacherIsAlwaysRight() {
    NDArray itsOwn = teacher.argMax(1);
    assertEquals(
        Distillation.convex(student, teacher, itsOwn, .6, 8, 1, 64).getFloat(),
        Distillation.selective(student, teacher, itsOwn, .6, 8, 1, 64).getFloat(),
        1e-5);
  }
}
