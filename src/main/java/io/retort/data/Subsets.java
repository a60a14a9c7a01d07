package io.retort.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Subsets of a data set. */
public final class Subsets {
  private Subsets() {}

  /**
   * A random subset with equally many items of each class.
   *
   * <p>Subsets of one seed and purpose are nested: the one of 50 holds the one of 10.
   *
   * @param labels the class of every item
   * @param candidates indices to draw from
   * @param size a multiple of classes
   * @return indices, classes taking turns
   * @throws IllegalArgumentException when size is no positive multiple of classes, or a class has
   *     too few candidates
   */
  public static int[] stratified(
      int[] labels, int[] candidates, int classes, int size, long seed, String purpose) {
    if (size < 1 || size % classes != 0) {
      throw new IllegalArgumentException(
          "subset size [%d] must be a positive multiple of the %d classes"
              .formatted(size, classes));
    }
    List<List<Integer>> byClass = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      byClass.add(new ArrayList<>());
    }
    for (int position : KeyedRandom.permutation(candidates.length, KeyedRandom.of(seed, purpose))) {
      byClass.get(labels[candidates[position]]).add(candidates[position]);
    }
    int[] subset = new int[size];
    for (int i = 0; i < size; i++) {
      List<Integer> own = byClass.get(i % classes);
      if (own.size() <= i / classes) {
        throw new IllegalArgumentException(
            "class %d has [%d] items, a stratified subset of %d needs %d"
                .formatted(i % classes, own.size(), size, size / classes));
      }
      subset[i] = own.get(i / classes);
    }
    return subset;
  }

  /**
   * A random subset with another share of each class: round(fraction x count) items of it.
   *
   * <p>Subsets of one seed and purpose are nested where fractions are.
   *
   * @param fractions share of each class to keep, 0 to 1
   * @return indices, ascending
   * @throws IllegalArgumentException when a fraction is out of range or nothing is left
   */
  public static int[] byFractions(
      int[] labels, int[] candidates, double[] fractions, long seed, String purpose) {
    int[] left = new int[fractions.length];
    for (int candidate : candidates) {
      left[labels[candidate]]++;
    }
    for (int c = 0; c < fractions.length; c++) {
      if (!(fractions[c] >= 0 && fractions[c] <= 1)) {
        throw new IllegalArgumentException(
            "fraction [%s] of class %d must be 0 to 1".formatted(fractions[c], c));
      }
      left[c] = (int) Math.round(fractions[c] * left[c]);
    }
    int[] subset =
        Arrays.stream(KeyedRandom.permutation(candidates.length, KeyedRandom.of(seed, purpose)))
            .map(position -> candidates[position])
            .filter(candidate -> left[labels[candidate]]-- > 0)
            .sorted()
            .toArray();
    if (subset.length == 0) {
      throw new IllegalArgumentException(
          "fractions %s leave nothing of [%d] items"
              .formatted(Arrays.toString(fractions), candidates.length));
    }
    return subset;
  }

  /**
   * A random subset whose classes share a size by their weights: each gets its quota's whole part,
   * and the largest remainders one more (Hamilton's method).
   *
   * @param weights share of each class before they are made to add up to 1
   * @return indices, class by class in the order of the draw
   * @throws IllegalArgumentException when a class has too few candidates
   */
  public static int[] apportioned(
      int[] labels, int[] candidates, double[] weights, int size, long seed, String purpose) {
    double sum = Arrays.stream(weights).sum();
    int[] wanted = new int[weights.length];
    double[] remainders = new double[weights.length];
    int left = size;
    for (int c = 0; c < weights.length; c++) {
      double quota = size * weights[c] / sum;
      wanted[c] = (int) quota;
      remainders[c] = quota - wanted[c];
      left -= wanted[c];
    }
    for (; left > 0; left--) {
      int largest = 0;
      for (int c = 1; c < weights.length; c++) {
        largest = remainders[c] > remainders[largest] ? c : largest;
      }
      wanted[largest]++;
      remainders[largest] = -1;
    }
    int[] missing = wanted.clone();
    int[] subset =
        Arrays.stream(KeyedRandom.permutation(candidates.length, KeyedRandom.of(seed, purpose)))
            .map(position -> candidates[position])
            .filter(candidate -> missing[labels[candidate]]-- > 0)
            .toArray();
    if (subset.length < size) {
      throw new IllegalArgumentException(
          "subset of [%d] must be at most what the classes hold: %s are wanted of [%d] candidates"
              .formatted(size, Arrays.toString(wanted), candidates.length));
    }
    return subset;
  }

  /**
   * The teacher's fractions of the imbalanced 2cMNIST: 1.00, 0.944, ..., 0.50 (vanmolle2021,
   * Section 4.2).
   */
  public static double[] linearFractions(int classes) {
    return IntStream.range(0, classes).mapToDouble(c -> 1 - .5 * c / (classes - 1)).toArray();
  }

  /**
   * The student's fractions of the imbalanced 2cMNIST: (1 - i)^2 for i = 0, 0.1, ..., 0.9
   * (vanmolle2021, Section 4.2).
   */
  public static double[] squaredFractions(int classes) {
    return IntStream.range(0, classes)
        .mapToDouble(c -> 1 - (double) c / classes)
        .map(left -> left * left)
        .toArray();
  }
}
