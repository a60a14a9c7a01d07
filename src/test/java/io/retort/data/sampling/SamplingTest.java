package io.retort.data.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {
  /** 900 items of class 0, 90 of class 1, 10 of class 2. */
  private static final int[] LABELS =
      IntStream.range(0, 1000).map(i -> i < 900 ? 0 : i < 990 ? 1 : 2).toArray();

  private static int[] counts(int[] items) {
    int[] counts = new int[3];
    Arrays.stream(items).forEach(item -> counts[LABELS[item]]++);
    return counts;
  }

  @Test
  void shufflingShowsEveryItemOnceInAnotherOrderEachEpoch() {
    EpochOrder order = EpochOrder.shuffled(50, 3);
    int[] first = order.of(0);
    assertArrayEquals(IntStream.range(0, 50).toArray(), Arrays.stream(first).sorted().toArray());
    assertArrayEquals(first, order.of(0));
    assertFalse(Arrays.equals(first, order.of(1)));
  }

  @Test
  void balancedDrawsShowTheClassesEquallyOften() {
    int[] sum = new int[3];
    EpochOrder order = EpochOrder.balanced(LABELS, 1);
    for (int epoch = 0; epoch < 30; epoch++) {
      int[] counts = counts(order.of(epoch));
      for (int c = 0; c < 3; c++) {
        sum[c] += counts[c];
      }
    }
    // 30,000 draws with p = 1/3: standard deviation 82
    for (int c = 0; c < 3; c++) {
      assertEquals(10_000, sum[c], 5 * 82, "class " + c);
    }
    assertEquals(1000, order.of(0).length);
    assertFalse(Arrays.equals(order.of(0), order.of(1)));
  }

  @Test
  void itemsOfWeightZeroAreNeverDrawn() {
    double[] weights = {0, 1, 0, 0, 3, 0};
    int[] seen = new int[6];
    EpochOrder order = EpochOrder.weighted(weights, 5);
    for (int epoch = 0; epoch < 2000; epoch++) {
      Arrays.stream(order.of(epoch)).forEach(item -> seen[item]++);
    }
    assertEquals(0, seen[0] + seen[2] + seen[3] + seen[5]);
    assertEquals(.25, seen[1] / 12_000.0, .02);
  }

  @Test
  void weightsThatCannotBeDrawnByAreRefused() {
    for (double[] weights :
        new double[][] {{1, -1}, {1, Double.NaN}, {0, 0}, {}, {1e308, 1e308, 0}}) {
      assertThrows(IllegalArgumentException.class, () -> EpochOrder.weighted(weights, 1));
    }
  }

  @Test
  void aCurriculumShowsTheEasiestFirstAndRepeatedItemsSideBySide() {
    double[] ease = {.2, .9, .5, .9};
    EpochOrder order = EpochOrder.easiestFirst(new int[] {0, 3, 2, 1, 3}, ease);
    assertArrayEquals(new int[] {3, 1, 3, 2, 0}, order.of(0), "equal ones keep their order");
    assertArrayEquals(order.of(0), order.of(9));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> EpochOrder.easiestFirst(new int[] {0}, new double[] {Double.NaN}))
            .getMessage();
    assertTrue(message.contains("ease [NaN] of item 0"), message);
  }

  @Test
  void resamplingBringsEveryClassToOneSize() {
    int[] items = Resampling.toMean(LABELS, 2);
    assertArrayEquals(new int[] {333, 333, 333}, counts(items));
    assertEquals(333, Arrays.stream(items).filter(i -> i < 900).distinct().count());
    long[] ofClassTwo = Arrays.stream(items).filter(i -> i >= 990).asLongStream().toArray();
    for (int item = 990; item < 1000; item++) {
      int one = item;
      long times = Arrays.stream(ofClassTwo).filter(i -> i == one).count();
      assertTrue(times == 33 || times == 34, "item " + item + " is repeated " + times + " times");
    }
  }

  @Test
  void resamplingKeepsAllOfAClassThatHasTheRightSize() {
    int[] items = Resampling.toSize(LABELS, 90, 4);
    assertArrayEquals(
        IntStream.range(900, 990).toArray(),
        Arrays.stream(items).filter(i -> LABELS[i] == 1).toArray());
    assertThrows(IllegalArgumentException.class, () -> Resampling.toSize(LABELS, 0, 1));
  }
}
