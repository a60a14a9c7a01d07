package io.retort.data.catalogue;

import io.retort.data.DataException;
import io.retort.data.catalogue.Catalogue.Entry;
import io.retort.data.catalogue.Catalogue.RemoteFile;
import io.retort.data.download.Download;
import io.retort.data.download.Unpack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Fetches a set into the data directory: each archive into a folder of its own name, plain files
 * beside it. An archive is deleted once it is unpacked, unless it is to be kept.
 */
public final class Fetching {
  private final Download download;
  private final boolean keep;
  private final Consumer<String> say;

  /**
   * A way to fetch sets.
   *
   * @param keep whether archives stay after unpacking
   * @param say told a line for each thing done
   */
  public Fetching(Download download, boolean keep, Consumer<String> say) {
    this.download = download;
    this.keep = keep;
    this.say = say;
  }

  /** How to get a set that needs a login or a request, a line each. */
  public static String instructions(Entry entry, Path data) {
    StringBuilder text =
        new StringBuilder(
            "%s cannot be fetched by itself (access: %s). To get it:"
                .formatted(entry.title(), entry.access()));
    int number = 1;
    for (String step : entry.steps()) {
      text.append("%n  %d. %s".formatted(number++, step.replace("DIR", data.toString())));
    }
    return text.append(
            "%n  Publisher: %s%n  Licence: %s%n  Expected there: %s"
                .formatted(entry.page(), entry.licence(), entry.layout()))
        .toString();
  }

  /**
   * Makes a set be there.
   *
   * @throws DataException when a file cannot be had or unpacked
   * @throws IllegalArgumentException when the set is not open
   */
  public void fetch(Entry entry, Path data) {
    if (!entry.isOpen()) {
      throw new IllegalArgumentException(instructions(entry, data));
    }
    Path folder = data.resolve(entry.folder());
    for (RemoteFile file : entry.files()) {
      Path unpacked = folder.resolve(file.unpackedName());
      if (file.archive() && Files.isDirectory(unpacked)) {
        say.accept("there already: " + unpacked);
        continue;
      }
      Path target = folder.resolve(file.name());
      boolean fetched = download.fetch(file.request(folder));
      say.accept(
          "%s: %s (%s)".formatted(fetched ? "fetched" : "there already", target, file.verified()));
      if (file.archive()) {
        Unpack.into(target, unpacked, Unpack.Limits.DEFAULT);
        say.accept("unpacked: " + unpacked);
        if (!keep) {
          delete(target);
        }
      }
    }
  }

  private static void delete(Path archive) {
    try {
      Files.delete(archive);
    } catch (IOException e) {
      throw new DataException(
          "%s was unpacked, but cannot be deleted (%s): delete it yourself"
              .formatted(archive, e.getMessage()),
          e);
    }
  }
}
