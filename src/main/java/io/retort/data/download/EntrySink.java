package io.retort.data.download;

import io.retort.data.DataException;
import io.retort.data.download.Unpack.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Takes an archive's entries, within limits, into a folder of its own.
 *
 * <p>A failure to read is an {@link IOException}, one to write an {@link UncheckedIOException}.
 */
final class EntrySink {
  /** Below this the ratio is not judged: an archive of one small file may well be dense. */
  static final long SMALL = 1 << 20;

  private final Path archive;
  private final Path aside;
  private final Path target;
  private final Limits limits;
  private final long packed;
  private final EntryNames names;
  private final byte[] buffer = new byte[1 << 16];
  private long bytes;
  private int entries;

  /**
   * Starts.
   *
   * @param aside where to unpack
   * @param target where the entries will lie; none may be there
   */
  EntrySink(Path archive, Path aside, Path target, Limits limits) throws IOException {
    this.archive = archive;
    this.aside = aside;
    this.target = target;
    this.limits = limits;
    this.packed = Files.size(archive);
    this.names = new EntryNames(archive);
  }

  /** Number of entries so far. */
  int entries() {
    return entries;
  }

  /** Takes a folder. */
  void folder(String name) {
    Path folder = place(name, true);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a file; returns the number of its bytes. */
  long file(String name, InputStream in) throws IOException {
    Path file = place(name, false);
    long before = bytes;
    try (OutputStream out = open(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count(name, n);
        write(out, n);
      }
    }
    return bytes - before;
  }

  /** Refuses an archive for one of its entries. */
  DataException refused(String name, String why) {
    return new DataException("%s: entry [%s] %s".formatted(archive, name, why));
  }

  /** Refuses an archive for an entry that is no plain file or folder. */
  DataException special(String name, String what) {
    return refused(
        name, "is %s, only files and folders are unpacked: unpack it by hand".formatted(what));
  }

  /** Refuses an archive as a whole. */
  DataException refused(String why) {
    return new DataException("%s %s".formatted(archive, why));
  }

  /** Refuses an archive that inflates more than allowed, if it does. */
  void checkRatio(long unpacked, String where) {
    if (unpacked > SMALL && unpacked / limits.ratio() > packed) {
      throw new DataException(
          "%s: %s takes it beyond [%d] times its [%d] bytes: allow a higher ratio if you trust it"
              .formatted(archive, where, limits.ratio(), packed));
    }
  }

  private Path place(String name, boolean folder) {
    entries++;
    if (entries > limits.entries()) {
      throw refused(
          name,
          "is beyond the [%d] entries allowed: allow more if you trust it"
              .formatted(limits.entries()));
    }
    List<String> parts = names.add(name, folder);
    if (parts.isEmpty()) {
      return aside;
    }
    try {
      checkFree(target.resolve(parts.get(0)));
      return aside.resolve(String.join("/", parts));
    } catch (InvalidPathException e) {
      throw refused(name, "is no name on this system (%s)".formatted(e.getReason()));
    }
  }

  /** Refuses to replace what is there. */
  static void checkFree(Path place) {
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new DataException(
          "%s is there already: delete or move it, then unpack again".formatted(place));
    }
  }

  private void count(String name, int n) {
    bytes += n;
    if (bytes > limits.bytes()) {
      throw refused(
          name,
          "takes it beyond [%d] bytes unpacked: allow more if you trust it"
              .formatted(limits.bytes()));
    }
    checkRatio(bytes, "entry [%s]".formatted(name));
  }

  private static OutputStream open(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(OutputStream out, int n) {
    try {
      out.write(buffer, 0, n);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
