package io.retort.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.retort.model.KerasResNet;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LearnerTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** A batch's own statistics, or dropout, would make an answer depend on its neighbours. */
  @Test
  void answersDoNotDependOnWhatElseIsInTheBatch() {
    int classes = 4;
    try (Learner learner =
        Learner.start(
            manager,
            new KerasResNet(50, 3, 32, classes, 8, .1f),
            Start.PYTORCH,
            Optional.empty(),
            1)) {
      NDArray images = manager.randomNormal(new Shape(6, 3, 32, 32));
      float[] together = learner.allLogits(images).toFloatArray();
      for (int i = 0; i < 6; i += 2) { // two by two, as a batch of one has no statistics at all
        assertArrayEquals(
            Arrays.copyOfRange(together, classes * i, classes * (i + 2)),
            learner.allLogits(images.get(i + ":" + (i + 2))).toFloatArray(),
            1e-4f);
      }
    }
  }
}
