package io.retort.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
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

  @Test
  void aSizeIsSharedByWeightsAndTheLargestRemaindersGetOneMore() {
    int[] labels = new int[4000];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 10;
    }
    int[] all = IntStream.range(0, labels.length).toArray();
    double[] weights = Subsets.squaredFractions(10);
    // 10 (1 - i)^2 / 3.85: 2.60 2.10 1.66 1.27 0.94 0.65 0.42 0.23 0.10 0.03
    int[] ten = Subsets.apportioned(labels, all, weights, 10, 1, "subset");
    assertArrayEquals(new int[] {3, 2, 2, 1, 1, 1, 0, 0, 0, 0}, counts(labels, ten));
    int[] thousand = Subsets.apportioned(labels, all, weights, 1000, 1, "subset");
    int[] counts = counts(labels, thousand);
    for (int c = 0; c < 10; c++) {
      assertEquals(1000 * weights[c] / 3.85, counts[c], 1);
    }
    assertEquals(1000, Arrays.stream(counts).sum());
    Set<Integer> large = Arrays.stream(thousand).boxed().collect(Collectors.toSet());
    assertTrue(Arrays.stream(ten).allMatch(large::contains), "subsets are nested");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Subsets.apportioned(labels, all, weights, 3000, 1, "subset"));
    assertTrue(e.getMessage().contains("subset of [3000]"), e.getMessage());
  }

  private static int[] counts(int[] labels, int[] items) {
    int[] counts = new int[10];
    Arrays.stream(items).forEach(item -> counts[labels[item]]++);
    return counts;
  }
}
