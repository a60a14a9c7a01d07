package io.retort.experiment;

import io.retort.data.ImageSpec;
import io.retort.data.augment.Augmentation;
import io.retort.data.augment.ImageBatches;
import io.retort.data.augment.Normalisation;
import io.retort.data.cache.ImageTensor;
import io.retort.data.sets.Listing;
import io.retort.training.ServedItems;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Images as one of the sensors sees them. */
public record SeenImages(ImageTensor tensor) {
  private static final Map<Source, ImageTensor> TENSORS = new ConcurrentHashMap<>();

  private static final Map<Over, Normalisation> NORMALISATIONS = new ConcurrentHashMap<>();

  private record Source(ImageSpec images, DataDirectory data) {}

  private record Over(ImageTensor tensor, IntBuffer rows) {}

  /** Decoded once a process. */
  public static SeenImages of(ImageSpec images, DataDirectory data) {
    return new SeenImages(
        TENSORS.computeIfAbsent(
            new Source(images, data), source -> source.data().images(source.images())));
  }

  /** Rows of one of the publisher's own parts. */
  public int[] rows(String part) {
    Listing listing = tensor.listing();
    return IntStream.range(0, listing.count())
        .filter(row -> listing.items().get(row).part().equals(part))
        .toArray();
  }

  /** What makes the mean of each channel 0 and its deviation 1 over some rows; once a process. */
  public Normalisation normalisation(int[] rows) {
    return NORMALISATIONS.computeIfAbsent(
        new Over(tensor, IntBuffer.wrap(rows)), over -> Normalisation.of(tensor, rows));
  }

  /** Some rows as a network is shown them. */
  public ServedItems items(int[] rows, Normalisation normalisation) {
    return items(rows, normalisation, new Augmentation.None(), 0);
  }

  /**
   * Some rows as a network is shown them.
   *
   * @param augmentation in training
   * @param seed of the random changes
   */
  public ServedItems items(
      int[] rows, Normalisation normalisation, Augmentation augmentation, long seed) {
    int[] labels = tensor.listing().labels();
    return new ServedItems(
        new ImageBatches(tensor, augmentation, normalisation, seed),
        rows,
        Arrays.stream(rows).map(row -> labels[row]).toArray(),
        null);
  }
}
