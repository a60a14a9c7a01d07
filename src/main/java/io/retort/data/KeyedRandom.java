package io.retort.data;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/**
 * Randomness keyed by what it is for, never by the order in which it is asked for: the same (seed,
 * purpose, epoch, index) gives the same numbers in every process.
 */
public final class KeyedRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private KeyedRandom() {}

  /**
   * A generator for one purpose.
   *
   * @param purpose what the numbers are for, such as "batches"
   * @param keys further keys, such as epoch and index
   */
  public static SplittableRandom of(long seed, String purpose, long... keys) {
    CRC32 crc = new CRC32();
    crc.update(purpose.getBytes(StandardCharsets.UTF_8));
    long state = mix(mix(seed) + crc.getValue());
    for (long key : keys) {
      state = mix(state + GOLDEN * (key + 1));
    }
    return new SplittableRandom(state);
  }

  /** A permutation of 0 to n - 1 (Fisher-Yates). */
  public static int[] permutation(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long mix(long z) {
    z += GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
