package io.retort.cli;

import io.retort.data.DataException;
import io.retort.data.catalogue.Catalogue;
import io.retort.experiment.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the data lies. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "real data sets (environment RETORT_DATA)")
  @Nullable String data;

  /** The data directory; absent where none is named. */
  @Nullable Path path() {
    return Settings.from(data == null ? Map.of() : Map.of("data", data)).data().path();
  }

  /**
   * The data directory.
   *
   * @throws DataException when none is named, or it does not exist
   */
  Path require() {
    Path path = path();
    if (path == null) {
      throw new DataException(
          "no data directory is named: use --data, -Dretort.data or RETORT_DATA");
    }
    if (!Files.isDirectory(path)) {
      throw new DataException(
          "data directory [%s] %s: make it, or set --data, -Dretort.data or RETORT_DATA"
              .formatted(path, Files.exists(path) ? "is not a directory" : "does not exist"));
    }
    return path;
  }

  /** The data directory; absent where none is named, but one that is named must exist. */
  @Nullable Path optional() {
    return path() == null ? null : require();
  }

  /** The sets of some names; all where none is given. */
  static List<Catalogue.Entry> sets(List<String> ids) {
    return ids.isEmpty() ? Catalogue.all() : ids.stream().map(Catalogue::byId).toList();
  }
}
