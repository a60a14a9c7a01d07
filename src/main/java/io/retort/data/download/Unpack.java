package io.retort.data.download;

import io.retort.data.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks archives of unknown origin: zip, tar and gzipped tar.
 *
 * <p>All is unpacked and checked in a folder aside, {@code NAME.unpack}, and only then gets its
 * place: a new folder as a whole, in a folder that is there each entry of the top level.
 */
public final class Unpack {
  /**
   * Bounds against archives that fill the disk.
   *
   * @param bytes most bytes unpacked
   * @param entries most files and folders
   * @param ratio most bytes unpacked a byte of the archive; not judged below 1 MiB
   */
  public record Limits(long bytes, int entries, int ratio) {
    /** For data sets: 64 GiB, a million entries, 200 to 1. */
    public static final Limits DEFAULT = new Limits(64L << 30, 1_000_000, 200);

    /** Checks the values. */
    public Limits {
      if (bytes < 1 || entries < 1 || ratio < 1) {
        throw new IllegalArgumentException(
            "limits [%d] bytes, [%d] entries, [%d] to 1 must be >= 1"
                .formatted(bytes, entries, ratio));
      }
    }
  }

  private static final int ZIP = 'P' << 8 | 'K';
  private static final int GZIP = 0x1f8b;

  private Unpack() {}

  /**
   * Unpacks an archive.
   *
   * @param folder where its entries go; made when absent
   * @return the entries of the top level, sorted
   * @throws DataException when the archive is not safe or not whole, or one of its entries is there
   *     already; then nothing is unpacked
   */
  public static List<Path> into(Path archive, Path folder, Limits limits) {
    if (!Files.isRegularFile(archive)) {
      throw new DataException("%s is missing: fetch it first".formatted(archive));
    }
    Path target = folder.toAbsolutePath().normalize();
    boolean there = Files.isDirectory(target);
    Path parent = target.getParent();
    Path base = there || parent == null ? target : parent;
    String name = archive.getFileName().toString();
    try {
      Files.createDirectories(base);
      try (PartLock lock = PartLock.take(base, name)) {
        Path aside = lock.folder().resolve(name + ".unpack");
        delete(aside); // what a killed run left
        try {
          Files.createDirectory(aside);
          read(archive, new EntrySink(archive, aside, target, limits));
          return there ? moveEach(aside, target) : moveAll(aside, target);
        } finally {
          delete(aside);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      Throwable cause =
          e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
      throw new DataException(
          "cannot unpack to %s (%s: %s): free space, allow writing or choose another folder"
              .formatted(target, cause.getClass().getSimpleName(), cause.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("unpacking %s was interrupted: unpack again".formatted(archive), e);
    }
  }

  private static void read(Path archive, EntrySink sink) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
      raw.mark(2);
      int magic = raw.read() << 8 | raw.read(); // content tells, not the name
      raw.reset();
      if (magic == ZIP) {
        ZipReader.read(archive, sink);
      } else {
        TarReader.read(magic == GZIP ? new GZIPInputStream(raw, 1 << 16) : raw, sink);
      }
    } catch (DataException | UncheckedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the library has no one exception for damage
      throw new DataException(
          "%s is truncated or damaged (%s): get it again".formatted(archive, e.getMessage()), e);
    }
    if (sink.entries() == 0) {
      throw new DataException("%s holds no entries: get it again".formatted(archive));
    }
  }

  private static List<Path> moveAll(Path aside, Path target) throws IOException {
    EntrySink.checkFree(target);
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    return list(target);
  }

  private static List<Path> moveEach(Path aside, Path target) throws IOException {
    List<Path> from = list(aside);
    List<Path> to = from.stream().map(p -> target.resolve(p.getFileName())).toList();
    to.forEach(EntrySink::checkFree);
    for (int i = 0; i < from.size(); i++) {
      Files.move(from.get(i), to.get(i), StandardCopyOption.ATOMIC_MOVE);
    }
    return to;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
