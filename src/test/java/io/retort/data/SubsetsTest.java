package io.retort.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SubsetsTest {
  private final int[] labels = new int[100];
  private final int[] all = IntStream.range(0, 100).toArray();

  SubsetsTest() {
    for (int i = 0; i < 100; i++) {
      labels[i] = i < 55 ? 0 : i % 3;
    }
  }

  @Test
  void everyClassIsEquallyOftenIn() {
    int[] subset = Subsets.stratified(labels, all, 3, 30, 1, "subset");
    int[] counts = new int[3];
    for (int i : subset) {
      counts[labels[i]]++;
    }
    assertArrayEquals(new int[] {10, 10, 10}, counts);
    assertEquals(30, Arrays.stream(subset).distinct().count());
  }

  @Test
  void smallerSubsetsAreInsideOfLargerOnes() {
    int[] small = Subsets.stratified(labels, all, 3, 6, 1, "subset");
    int[] large = Subsets.stratified(labels, all, 3, 30, 1, "subset");
    assertArrayEquals(small, Arrays.copyOf(large, 6));
  }

  @Test
  void seedsAndPurposesGiveOtherSubsetsAndEqualOnesTheSame() {
    int[] first = Subsets.stratified(labels, all, 3, 30, 1, "subset");
    assertArrayEquals(first, Subsets.stratified(labels, all, 3, 30, 1, "subset"));
    assertFalse(Arrays.equals(first, Subsets.stratified(labels, all, 3, 30, 2, "subset")));
    assertFalse(Arrays.equals(first, Subsets.stratified(labels, all, 3, 30, 1, "pool")));
  }

  @Test
  void sizesThatDoNotDivideOrAreTooLargeAreRefused() {
    assertEquals(
        "subset size [31] must be a positive multiple of the 3 classes",
        assertThrows(
                IllegalArgumentException.class,
                () -> Subsets.stratified(labels, all, 3, 31, 1, "subset"))
            .getMessage());
    assertEquals(
        "class 1 has [15] items, a stratified subset of 60 needs 20",
        assertThrows(
                IllegalArgumentException.class,
                () -> Subsets.stratified(labels, all, 3, 60, 1, "subset"))
            .getMessage());
  }

  @Test
  void permutationsAreUniform() {
    int[][] counts = new int[4][4];
    int draws = 40_000;
    for (int d = 0; d < draws; d++) {
      int[] order = KeyedRandom.permutation(4, KeyedRandom.of(7, "test", d));
      for (int i = 0; i < 4; i++) {
        counts[i][order[i]]++;
      }
    }
    double sigma = Math.sqrt(draws * 0.25 * 0.75);
    for (int[] row : counts) {
      for (int count : row) {
        assertEquals(draws / 4.0, count, 5 * sigma);
      }
    }
  }

  @Test
  void theImbalancedFractionsAreThoseOfThePaper() {
    double[] teacher = Subsets.linearFractions(10);
    double[] student = Subsets.squaredFractions(10);
    assertEquals(1, teacher[0]);
    assertEquals(.944, teacher[1], .0005);
    assertEquals(.5, teacher[9], 1e-12);
    assertEquals(1, student[0]);
    assertEquals(.81, student[1], 1e-12);
    assertEquals(.01, student[9], 1e-12);
  }

  @Test
  void fractionsKeepTheirShareOfEachClass() {
    int[] many = IntStream.range(0, 3000).map(i -> i % 3).toArray();
    int[] every = IntStream.range(0, 3000).toArray();
    int[] subset = Subsets.byFractions(many, every, new double[] {1, .5, .0125}, 1, "x");
    int[] counts = new int[3];
    for (int i : subset) {
      counts[many[i]]++;
    }
    assertArrayEquals(new int[] {1000, 500, 13}, counts);
    int[] smaller = Subsets.byFractions(many, every, new double[] {.5, .5, .01}, 1, "x");
    assertTrue(
        Arrays.stream(subset)
            .boxed()
            .toList()
            .containsAll(Arrays.stream(smaller).boxed().toList()));
  }

  @Test
  void fractionsOutOfRangeOrOfNothingAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Subsets.byFractions(labels, all, new double[] {1, 1.1, 1}, 1, "x"));
    assertThrows(
        IllegalArgumentException.class,
        () -> Subsets.byFractions(labels, all, new double[] {0, 0, 0}, 1, "x"));
  }
}
