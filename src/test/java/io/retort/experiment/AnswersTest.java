package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AnswersTest {
  private final Answers two =
      new Answers(new int[] {0, 1, 1}, new float[][] {{2, 1}, {0, 3}, {1, 1}});

  @Test
  void theFirstOfEqualLogitsIsPredictedAsTheEngineDoes() {
    assertArrayEquals(new int[] {0, 1, 0}, two.predictions());
    assertEquals(2.0 / 3, two.counted().accuracy());
  }

  @Test
  void marginsOfTwoClassesRankTheItems() {
    assertArrayEquals(new float[] {-1, 3, 0}, two.margins());
    assertEquals(1, two.auc());
  }

  @Test
  void threeClassesHaveNoMarginsAndNoSingleCurve() {
    Answers three = new Answers(new int[] {2}, new float[][] {{0, 1, 2}});
    assertEquals(0, three.margins().length);
    assertThrows(IllegalArgumentException.class, three::auc);
  }
}
