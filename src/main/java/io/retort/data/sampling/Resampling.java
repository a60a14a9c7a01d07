package io.retort.data.sampling;

import io.retort.data.KeyedRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Balances the training part by leaving out and repeating items, once, before training. */
public final class Resampling {
  private Resampling() {}

  /**
   * Brings every class to one size: items of larger classes are left out at random, those of
   * smaller ones repeated as often as fits, the rest drawn at random without repetition.
   *
   * @param labels class of every item of the training part
   * @param perClass items of each class afterwards, >= 1
   * @return indices, ascending; repeated items stand side by side
   * @throws IllegalArgumentException when perClass is below 1
   */
  public static int[] toSize(int[] labels, int perClass, long seed) {
    if (perClass < 1) {
      throw new IllegalArgumentException("perClass [%d] must be >= 1".formatted(perClass));
    }
    return Arrays.stream(labels)
        .distinct()
        .sorted()
        .flatMap(label -> ofClass(labels, label, perClass, seed))
        .sorted()
        .toArray();
  }

  /**
   * Brings every class to the mean size, so that the number of items stays about what it was
   * (declared reading of niyaz2023, A.6: "a balanced combination of under-sampling and
   * over-sampling techniques exclusively on the training data").
   */
  public static int[] toMean(int[] labels, long seed) {
    long classes = Arrays.stream(labels).distinct().count();
    return toSize(labels, (int) Math.round((double) labels.length / classes), seed);
  }

  private static IntStream ofClass(int[] labels, int label, int perClass, long seed) {
    int[] own = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
    int[] order = KeyedRandom.permutation(own.length, KeyedRandom.of(seed, "resampling", label));
    return IntStream.range(0, perClass).map(i -> own[order[i % own.length]]);
  }
}
