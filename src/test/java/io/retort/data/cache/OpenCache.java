package io.retort.data.cache;

import io.retort.data.sets.Ham10000;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens a cache in a process of its own and says the fingerprint and how many it decoded. */
public final class OpenCache {
  private OpenCache() {}

  /** Arguments: the set's folder and the cache's. */
  public static void main(String[] args) {
    AtomicInteger decoded = new AtomicInteger();
    ImageTensor tensor =
        new TensorCache(Path.of(args[1]), 1)
            .open(
                Ham10000.read(Path.of(args[0])),
                Transform.resize(8),
                (done, total) -> {
                  decoded.incrementAndGet();
                  try {
                    Thread.sleep(100); // long enough for the other process to arrive
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    System.out.println(tensor.fingerprint() + " " + decoded.get());
  }
}
