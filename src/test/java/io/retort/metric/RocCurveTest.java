package io.retort.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RocCurveTest {
  @Test
  void theCurveOfFourItemsByHand() {
    // from the highest: positive, negative, positive, negative
    RocCurve curve = RocCurve.of(new int[] {1, 0, 1, 0}, new float[] {4, 3, 2, 1});
    assertArrayEquals(new double[] {0, 0, .5, .5, 1}, curve.falsePositiveRates());
    assertArrayEquals(new double[] {0, .5, .5, 1, 1}, curve.truePositiveRates());
    assertEquals(.5, curve.at(0));
    assertEquals(1, curve.at(.5));
    assertEquals(.5, curve.at(.25));
  }

  @Test
  void itemsOfOneScoreMakeASlope() {
    RocCurve curve = RocCurve.of(new int[] {1, 0}, new float[] {1, 1});
    assertArrayEquals(new double[] {0, 1}, curve.falsePositiveRates());
    assertEquals(.3, curve.at(.3), 1e-12);
  }

  @Test
  void theAreaUnderTheCurveIsThatOfTheRanks() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 50; round++) {
      int n = 4 + random.nextInt(40);
      int[] labels = new int[n];
      float[] margins = new float[n];
      for (int i = 0; i < n; i++) {
        labels[i] = i < 2 ? i : random.nextInt(2);
        margins[i] = random.nextInt(8); // ties
      }
      RocCurve curve = RocCurve.of(labels, margins);
      double area = 0;
      for (int i = 1; i < curve.falsePositiveRates().length; i++) {
        area +=
            (curve.falsePositiveRates()[i] - curve.falsePositiveRates()[i - 1])
                * (curve.truePositiveRates()[i] + curve.truePositiveRates()[i - 1])
                / 2;
      }
      assertEquals(RocAuc.ofMargins(labels, margins), area, 1e-12);
    }
  }

  @Test
  void itemsOfOneKindHaveNoCurve() {
    assertThrows(
        IllegalArgumentException.class, () -> RocCurve.of(new int[] {1, 1}, new float[] {1, 2}));
  }
}
