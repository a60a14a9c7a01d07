package io.retort.data.cache;

import io.retort.data.DataException;
import io.retort.data.image.Raster;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.Picture;
import io.retort.provenance.Fingerprint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Decodes images side by side into a file. */
final class Decoder {
  private final Listing there;
  private final Transform transform;
  private final TensorCache.Progress progress;

  /** Of a listing whose rows all have an image, and a mask where the transform wants masks. */
  Decoder(Listing there, Transform transform, TensorCache.Progress progress) {
    this.there = there;
    this.transform = transform;
    this.progress = progress;
  }

  /** Writes the file; what cannot be decoded is named in its footer. */
  void write(Path part, int threads) throws IOException {
    String[] contents = new String[there.count()];
    Map<String, String> unreadable = new ConcurrentSkipListMap<>();
    int imageChannels = firstChannels();
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
                    if (channels != imageChannels) {
                      throw new DataException(
                          "[%d] channels must be %d, as the first image has"
                              .formatted(channels, imageChannels));
                    }
                    byte[] planes = decoded.planes();
                    TensorFile.write(out, planes, (long) slot * planes.length);
                    contents[slot] = decoded.content;
                  } catch (DataException e) {
                    if (e.getCause() instanceof FileSystemException io) {
                      throw io; // may pass: too many open files, a disk that is away
                    }
                    contents[slot] = "";
                    unreadable.put(item.id(), String.valueOf(e.getMessage()));
                  }
                  progress.at(done.incrementAndGet(), there.count());
                  return null;
                }));
      }
      await(tasks);
      TensorFile.finish(
          out,
          new TensorFile.Footer(
              imageChannels + (transform.masks() ? 1 : 0),
              imageChannels,
              transform.side(),
              Arrays.asList(contents),
              new HashMap<>(unreadable)));
    } finally {
      pool.shutdownNow();
    }
  }

  /** Planes of the first image that can be decoded. */
  private int firstChannels() {
    DataException first = null;
    for (Item item : there.items()) {
      try {
        return decode(item, transform).image.channels();
      } catch (DataException e) {
        first = first == null ? e : first;
      }
    }
    String why = first == null ? "" : String.valueOf(first.getMessage());
    throw new DataException(
        "%s: none of [%d] images can be decoded, such as: %s"
            .formatted(there.name(), there.count(), why));
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
      item.checkSizes(source, sourceMask);
      mask = transform.mask(sourceMask);
    }
    return new Decoded(transform.image(source), mask, content.hex());
  }
}
