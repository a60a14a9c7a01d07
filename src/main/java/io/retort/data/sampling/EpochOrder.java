package io.retort.data.sampling;

import io.retort.data.KeyedRandom;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which items an epoch shows, in which order: the same for the same seed in every process. */
@FunctionalInterface
public interface EpochOrder {
  /**
   * The items of an epoch.
   *
   * @param epoch from 0
   * @return indices into the training set
   */
  int[] of(long epoch);

  /** Every item once, shuffled anew in every epoch. */
  static EpochOrder shuffled(int items, long seed) {
    return epoch -> KeyedRandom.permutation(items, KeyedRandom.of(seed, "batches", epoch));
  }

  /**
   * As many draws with replacement as there are items, each with a probability in proportion to its
   * weight.
   *
   * @param weights one per item, not negative
   * @throws IllegalArgumentException when a weight is negative or not finite, or none is positive
   */
  static EpochOrder weighted(double[] weights, long seed) {
    double[] cumulative = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw new IllegalArgumentException(
            "weight [%s] of item %d must be finite and >= 0".formatted(weights[i], i));
      }
      sum += weights[i];
      cumulative[i] = sum;
    }
    if (sum <= 0 || Double.isInfinite(sum)) {
      throw new IllegalArgumentException(
          "sum [%s] of %d weights must be positive and finite".formatted(sum, weights.length));
    }
    double total = sum;
    return epoch -> {
      SplittableRandom random = KeyedRandom.of(seed, "weighted draws", epoch);
      return IntStream.range(0, weights.length)
          .map(draw -> drawn(cumulative, random.nextDouble() * total))
          .toArray();
    };
  }

  /** The first item whose cumulative weight exceeds a value; one of weight 0 never does first. */
  private static int drawn(double[] cumulative, double at) {
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (cumulative[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * Weighted draws that show each class equally often: the weight of an item is 1 / the number of
   * items of its class (davidi2024, Section 3: a weighted random sampler).
   */
  static EpochOrder balanced(int[] labels, long seed) {
    int[] counts = new int[Arrays.stream(labels).max().orElse(0) + 1];
    for (int label : labels) {
      counts[label]++;
    }
    return weighted(
        Arrays.stream(labels).mapToDouble(label -> 1.0 / counts[label]).toArray(), seed);
  }

  /** The same items in the same order in every epoch, such as a curriculum. */
  static EpochOrder fixed(int[] items) {
    int[] copy = items.clone();
    return epoch -> copy.clone();
  }

  /**
   * A curriculum: the items of an epoch, easiest first (davidi2024, Section 4.4: the training data
   * as sampled is sorted by the teacher's confidence in the class it predicts).
   *
   * @param items what is shown; an item may occur more than once
   * @param ease by item, such as the teacher's confidence; equal ones keep their order
   * @throws IllegalArgumentException when an ease is not a number
   */
  static EpochOrder easiestFirst(int[] items, double[] ease) {
    for (int item : items) {
      if (Double.isNaN(ease[item])) {
        throw new IllegalArgumentException(
            "ease [NaN] of item %d must be a number".formatted(item));
      }
    }
    return fixed(
        Arrays.stream(items)
            .boxed()
            .sorted((a, b) -> Double.compare(ease[b], ease[a]))
            .mapToInt(Integer::intValue)
            .toArray());
  }
}
