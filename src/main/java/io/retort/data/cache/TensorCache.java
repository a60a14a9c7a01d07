package io.retort.data.cache;

import io.retort.data.DataException;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.Picture;
import io.retort.provenance.CodeFingerprint;
import io.retort.provenance.Fingerprint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the images of a listing once and keeps them in a file.
 *
 * <p>The file's name holds a key of what its content depends on: the stamps of the source files,
 * the transform, the code that lists, decodes and draws, and the JDK. It is written aside and
 * renamed, so that it is whole whenever it is there; a lock keeps concurrent processes from
 * decoding the same images twice.
 */
public final class TensorCache {
  private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

  private final Path folder;
  private final int threads;

  /**
   * A cache.
   *
   * @param folder is made when it is missing
   * @param threads that decode
   */
  public TensorCache(Path folder, int threads) {
    this.folder = folder;
    this.threads = threads;
  }

  /** Told how far decoding is. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Called from any thread, after each image.
     *
     * @param done images decoded so far
     * @param total images to decode
     */
    void at(int done, int total);
  }

  /**
   * The decoded images of a listing's rows that have one (and a mask, where the transform wants
   * masks). Those that cannot be decoded are left out and named in the tensor's listing.
   *
   * @throws DataException when the cache cannot be written, or no image can be decoded
   */
  public ImageTensor open(Listing listing, Transform transform, Progress progress) {
    Listing there = transform.masks() ? listing.withMasks() : listing.present();
    if (there.count() == 0) {
      throw new DataException(
          "%s: no row has an image%s: %s"
              .formatted(
                  listing.name(), transform.masks() ? " and a mask" : "", listing.availability()));
    }
    String key = key(there, transform);
    Path file = folder.resolve(key + ".tensor");
    try {
      Files.createDirectories(folder);
      ImageTensor found = TensorFile.map(file, there);
      return found != null ? found : locked(file, there, transform, progress);
    } catch (IOException e) {
      throw new DataException(
          "cache %s cannot be written (%s): free space, or choose another folder"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static String key(Listing there, Transform transform) {
    Fingerprint key =
        Fingerprint.start()
            .add(Fingerprint.ofJson(transform))
            .add(CodeFingerprint.ofPackages("data"))
            .add(Runtime.version().toString());
    for (Item item : there.items()) {
      key.add(item.id()).add(stamp(item.image()));
      if (transform.masks()) {
        key.add(stamp(item.mask()));
      }
    }
    return there.name().replaceAll("[^A-Za-z0-9]+", "-") + "-" + key.hex().substring(0, 24);
  }

  private static String stamp(@Nullable Picture picture) {
    return Objects.requireNonNull(picture).stamp();
  }

  private ImageTensor locked(Path file, Listing there, Transform transform, Progress progress)
      throws IOException {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    ReentrantLock own =
        IN_PROCESS.computeIfAbsent(lockFile.toAbsolutePath().normalize(), f -> new ReentrantLock());
    own.lock();
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      ImageTensor found = held.isValid() ? TensorFile.map(file, there) : null;
      if (found != null) {
        return found; // another process decoded it meanwhile
      }
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try {
        new Decoder(there, transform, progress).write(part, threads);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(part);
        throw e;
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      ImageTensor made = TensorFile.map(file, there);
      if (made == null) {
        throw new IOException("what was just written is not readable");
      }
      return made;
    } catch (OverlappingFileLockException e) {
      throw new IOException("the lock " + lockFile + " is held in this process", e);
    } finally {
      own.unlock();
    }
  }
}
