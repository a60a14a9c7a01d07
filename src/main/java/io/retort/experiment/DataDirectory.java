package io.retort.experiment;

import io.retort.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where real data lies.
 *
 * @param path the directory; absent when none was named
 */
public record DataDirectory(@Nullable Path path) {
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
}
