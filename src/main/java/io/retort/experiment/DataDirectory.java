package io.retort.experiment;

import io.retort.data.DataException;
import io.retort.data.ImageSpec;
import io.retort.data.cache.ImageTensor;
import io.retort.data.cache.TensorCache;
import io.retort.data.catalogue.Pretrained;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where real data lies, where decoded images are kept, and where timings are.
 *
 * @param path the directory; absent when none was named
 * @param cache folder of decoded images
 * @param timings folder of JMH's results
 * @param share least share of a set's rows that must be there, 0 to 1
 */
public record DataDirectory(@Nullable Path path, Path cache, Path timings, double share) {
  /** Folder of published weights. */
  public static final String PRETRAINED = "pretrained";

  /** Checks the share. */
  public DataDirectory {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share [%s] must be 0 to 1".formatted(share));
    }
  }

  /** With timings beside the cache. */
  public DataDirectory(@Nullable Path path, Path cache, double share) {
    this(path, cache, cache.resolveSibling("jmh"), share);
  }

  /**
   * The directory.
   *
   * @throws DataException when none was named, or it does not exist
   */
  public Path require() {
    if (path == null) {
      throw new DataException(
          "this scale needs real data: name its directory by --data, -Dretort.data or RETORT_DATA");
    }
    if (!Files.isDirectory(path)) {
      throw new DataException(
          "data directory [%s] does not exist: set --data, -Dretort.data or RETORT_DATA"
              .formatted(path));
    }
    return path;
  }

  /**
   * A file of published weights.
   *
   * @param id such as {@code resnet50}; may be empty
   * @return empty when it is not in {@code pretrained/}
   * @throws IllegalArgumentException when the registry knows no such weights
   */
  public Optional<Path> pretrained(String id) {
    if (id.isEmpty() || Pretrained.isUnreadable(id)) {
      return Optional.empty();
    }
    Pretrained.Entry entry = Pretrained.byId(id);
    return path == null
        ? Optional.empty()
        : Optional.of(entry.weights(path.resolve(PRETRAINED))).filter(Files::isRegularFile);
  }

  /**
   * A set's images, decoded by all cores the first time, with a progress bar on a terminal.
   *
   * @throws DataException when files are missing or broken, or less than the least share is there
   */
  public ImageTensor images(ImageSpec spec) {
    int cores = Runtime.getRuntime().availableProcessors();
    try (DecodingBar bar = new DecodingBar()) {
      ImageTensor tensor =
          new TensorCache(cache, cores).open(spec.source().list(path), spec.transform(), bar);
      tensor.listing().availability().require(tensor.listing().name(), share);
      return tensor;
    }
  }
}
