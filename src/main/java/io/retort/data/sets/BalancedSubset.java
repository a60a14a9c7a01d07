package io.retort.data.sets;

import io.retort.data.DataException;
import io.retort.data.ImageSource;
import io.retort.data.KeyedRandom;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * As many rows of each class of a set, at random.
 *
 * @param perClass rows of each class
 * @param seed of the choice
 */
public record BalancedSubset(ImageSource of, int perClass, long seed) implements ImageSource {
  /**
   * {@inheritDoc}
   *
   * @throws DataException when a class has fewer rows
   */
  @Override
  public Listing list(@Nullable Path data) {
    Listing all = of.list(data).present();
    int[] labels = all.labels();
    int[] counts = all.countByClass();
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] < perClass) {
        throw new DataException(
            "%s: [%d] images of class %s must be at least %d"
                .formatted(all.name(), counts[c], all.classes().get(c), perClass));
      }
    }
    int[] chosen =
        IntStream.range(0, counts.length).flatMap(c -> chosen(labels, c)).sorted().toArray();
    return all.pick(chosen);
  }

  private IntStream chosen(int[] labels, int label) {
    int[] own = IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
    int[] order = KeyedRandom.permutation(own.length, KeyedRandom.of(seed, "subset", label));
    return Arrays.stream(order).limit(perClass).map(i -> own[i]);
  }
}
