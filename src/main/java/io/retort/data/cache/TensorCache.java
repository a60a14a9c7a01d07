package io.retort.data.cache;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.retort.data.DataException;
import io.retort.data.image.Raster;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.Picture;
import io.retort.provenance.CodeFingerprint;
import io.retort.provenance.Fingerprint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the images of a listing once and keeps them in a file.
 *
 * <p>The file's name holds a key of what its content depends on: the stamps of the source files,
 * the transform, and the code that decodes. It is written aside and renamed, so that it is whole
 * whenever it is there; a lock keeps concurrent processes from decoding the same images twice.
 */
public final class TensorCache {
  private static final byte[] MAGIC =
      "RETORT-TENSOR-1\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final int TRAILER = Integer.BYTES + MAGIC.length;
  private static final int LARGEST_SEGMENT = 1 << 30;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<Path, ReentrantLock> IN_PROCESS =
      new java.util.concurrent.ConcurrentHashMap<>();

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
   * What the file's last part says.
   *
   * @param contents fingerprint of each item's source bytes; empty for unreadable ones
   * @param unreadable why, by id
   */
  record Footer(
      int channels,
      int imageChannels,
      int side,
      List<String> contents,
      Map<String, String> unreadable) {}

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
      ImageTensor found = map(file, there);
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
            .add(CodeFingerprint.ofPackages("data/image", "data/cache", "data/synthetic"));
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
      ImageTensor found = held.isValid() ? map(file, there) : null;
      if (found != null) {
        return found; // another process decoded it meanwhile
      }
      Path part = file.resolveSibling(file.getFileName() + ".part");
      decode(part, there, transform, progress);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      ImageTensor made = map(file, there);
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

  private void decode(Path part, Listing there, Transform transform, Progress progress)
      throws IOException {
    String[] contents = new String[there.count()];
    Map<String, String> unreadable = new java.util.concurrent.ConcurrentSkipListMap<>();
    AtomicInteger imageChannels = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      List<Future<?>> tasks = new ArrayList<>();
      for (int i = 0; i < there.count(); i++) {
        int slot = i;
        Item item = there.items().get(i);
        tasks.add(
            pool.submit(
                () -> {
                  try {
                    Decoded decoded = decode(item, transform);
                    int channels = decoded.image.channels();
                    int agreed = imageChannels.compareAndExchange(0, channels);
                    if (agreed != 0 && agreed != channels) {
                      throw new DataException(
                          "[%d] channels must be %d, as the first image has"
                              .formatted(channels, agreed));
                    }
                    byte[] planes = decoded.planes();
                    write(out, planes, (long) slot * planes.length);
                    contents[slot] = decoded.content;
                  } catch (DataException e) {
                    contents[slot] = "";
                    unreadable.put(item.id(), String.valueOf(e.getMessage()));
                  }
                  progress.at(done.incrementAndGet(), there.count());
                  return null;
                }));
      }
      await(tasks);
      if (unreadable.size() == there.count()) {
        throw new DataException(
            "%s: none of [%d] images can be decoded, such as: %s"
                .formatted(there.name(), there.count(), unreadable.values().iterator().next()));
      }
      int channels = imageChannels.get() + (transform.masks() ? 1 : 0);
      long size = (long) there.count() * channels * transform.side() * transform.side();
      byte[] footer =
          JSON.writeValueAsBytes(
              new Footer(
                  channels,
                  imageChannels.get(),
                  transform.side(),
                  Arrays.asList(contents),
                  new HashMap<>(unreadable)));
      ByteBuffer end = ByteBuffer.allocate(footer.length + TRAILER);
      end.put(footer).putInt(footer.length).put(MAGIC);
      write(out, end.array(), size);
      out.force(true);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void await(List<Future<?>> tasks) throws IOException {
    try {
      for (Future<?> task : tasks) {
        task.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("decoding failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while decoding", e);
    }
  }

  private record Decoded(Raster image, @Nullable Raster mask, String content) {
    byte[] planes() {
      return mask == null ? image.planes() : Raster.stack(image, mask).planes();
    }
  }

  private static Decoded decode(Item item, Transform transform) {
    Picture picture = Objects.requireNonNull(item.image());
    byte[] bytes = picture.bytes();
    Fingerprint content = Fingerprint.start().add(bytes);
    Raster source = picture.decode(bytes);
    Raster mask = null;
    if (transform.masks()) {
      Picture maskPicture = Objects.requireNonNull(item.mask());
      byte[] maskBytes = maskPicture.bytes();
      content.add(maskBytes);
      Raster sourceMask = maskPicture.decode(maskBytes);
      if (sourceMask.height() != source.height() || sourceMask.width() != source.width()) {
        throw new DataException(
            "%s: mask [%d x %d] must be of the image's size %d x %d"
                .formatted(
                    maskPicture.name(),
                    sourceMask.height(),
                    sourceMask.width(),
                    source.height(),
                    source.width()));
      }
      mask = transform.mask(sourceMask);
    }
    return new Decoded(transform.image(source), mask, content.hex());
  }

  private static void write(FileChannel out, byte[] bytes, long position) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      position += out.write(buffer, position);
    }
  }

  /** Maps a whole file; none when it is not there. A damaged one is deleted: it is decoded anew. */
  private static @Nullable ImageTensor map(Path file, Listing there) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try (FileChannel in = FileChannel.open(file)) {
      Footer footer = footer(in);
      if (footer == null || footer.contents().size() != there.count()) {
        Files.delete(file);
        return null;
      }
      int item = footer.channels() * footer.side() * footer.side();
      int perSegment = Math.max(1, LARGEST_SEGMENT / item);
      int count = there.count();
      ByteBuffer[] segments = new ByteBuffer[(count + perSegment - 1) / perSegment];
      for (int s = 0; s < segments.length; s++) {
        long from = (long) s * perSegment;
        long size = Math.min(perSegment, count - from) * item;
        segments[s] = in.map(FileChannel.MapMode.READ_ONLY, from * item, size);
      }
      return tensor(there, footer, segments, perSegment);
    }
  }

  private static ImageTensor tensor(
      Listing there, Footer footer, ByteBuffer[] segments, int perSegment) {
    List<Item> readable = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    Map<String, String> contents = new HashMap<>();
    for (int i = 0; i < there.count(); i++) {
      String content = footer.contents().get(i);
      Item item = there.items().get(i);
      if (!content.isEmpty()) {
        readable.add(item);
        slots.add(i);
        contents.put(item.id(), content);
      }
    }
    List<String> broken = footer.unreadable().values().stream().sorted().toList();
    Listing listing =
        new Listing(
            there.name(), there.classes(), readable, there.availability().withUnreadable(broken));
    return new ImageTensor(
        listing,
        listing.fingerprint(contents),
        footer.channels(),
        footer.imageChannels(),
        footer.side(),
        segments,
        perSegment,
        slots.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The file's last part; none when the file is not whole. */
  private static @Nullable Footer footer(FileChannel in) throws IOException {
    long size = in.size();
    if (size < TRAILER) {
      return null;
    }
    ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
    in.read(trailer, size - TRAILER);
    trailer.flip();
    int length = trailer.remaining() == TRAILER ? trailer.getInt() : 0;
    byte[] magic = new byte[trailer.remaining()];
    trailer.get(magic);
    if (!Arrays.equals(magic, MAGIC) || length < 1 || length > size - TRAILER) {
      return null;
    }
    ByteBuffer json = ByteBuffer.allocate(length);
    in.read(json, size - TRAILER - length);
    try {
      Footer footer = JSON.readValue(json.array(), Footer.class);
      long data =
          (long) footer.contents().size() * footer.channels() * footer.side() * footer.side();
      return data + length + TRAILER == size ? footer : null;
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return null;
    }
  }
}
