package io.retort.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  private static final Objective.Distil DISTIL = new Objective.Distil(.6, 8, 1, 64);

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void alphaGoesLinearlyFromItsFirstToItsLastValue() {
    // Equation (5) over 5 iterations: 1.0, 0.85, 0.7, 0.55, 0.4
    Objective.Annealed annealed = new Objective.Annealed(DISTIL, 1, .4);
    for (int i = 0; i < 5; i++) {
      assertEquals(1 - .15 * i, annealed.alpha(i / 4.0), 1e-12);
    }
  }

  @Test
  void anAnnealedLossIsThatOfTheAlphaOfItsStep() {
    NDArray logits = manager.create(new float[][] {{1, -2, .5f}, {0, 3, 1}});
    Batch batch =
        new Batch(
            manager.zeros(new ai.djl.ndarray.types.Shape(2, 1, 1, 1)),
            manager.create(new long[] {2, 1}),
            manager.create(new float[][] {{.2f, 1, -1}, {2, 0, 0}}));
    Objective annealed = new Objective.Annealed(DISTIL, .8, .2);
    for (double progress : new double[] {0, .25, 1}) {
      double alpha = .8 - .6 * progress;
      assertEquals(
          new Objective.Distil(alpha, 8, 1, 64).loss(logits, batch, 0).getFloat(),
          annealed.loss(logits, batch, progress).getFloat(),
          1e-5);
    }
  }

  @Test
  void anAlphaOutOfRangeIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Objective.Annealed(DISTIL, 1.1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Objective.Annealed(DISTIL, 1, -.1));
  }
}
