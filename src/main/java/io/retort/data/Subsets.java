package io.retort.data;

import java.util.ArrayList;
import java.util.List;

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
      byte[] labels, int[] candidates, int classes, int size, long seed, String purpose) {
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
}
