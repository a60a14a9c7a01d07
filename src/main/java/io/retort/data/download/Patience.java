package io.retort.data.download;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a download puts up with a bad server.
 *
 * @param attempts failures in a row, without a new byte, after which it gives up
 * @param requests requests in all after which it gives up, new bytes or not
 * @param firstPause pause after the first failure; doubled after each further one
 * @param longestPause bound of the doubled pause
 * @param longestWait longest wait that a server may ask for by {@code Retry-After}
 * @param stall time without an answer, or without a byte of it, that counts as a failure
 */
public record Patience(
    int attempts,
    int requests,
    Duration firstPause,
    Duration longestPause,
    Duration longestWait,
    Duration stall) {
  /** For servers of public data. */
  public static final Patience DEFAULT =
      new Patience(
          6,
          1000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1));

  /** Checks the values. */
  public Patience {
    atLeastOne("attempts", attempts);
    atLeastOne("requests", requests);
    atLeastOne("firstPause in ms", firstPause.toMillis());
    atLeastOne("longestPause in ms", longestPause.toMillis());
    atLeastOne("stall in ms", stall.toMillis());
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s [%d] must be >= 1".formatted(name, value));
    }
  }

  /**
   * The pause after a failure: doubled each time, and of that a random part between half and all,
   * so that clients which failed together do not come back together.
   *
   * @param failures failures in a row, at least 1
   * @param asked what the server asked for; the pause is no shorter
   */
  Duration pause(int failures, Duration asked) {
    long full =
        Math.min(
            longestPause.toMillis(), firstPause.toMillis() * (1L << Math.min(failures - 1, 20)));
    long pause = ThreadLocalRandom.current().nextLong((full + 1) / 2, full + 1);
    return Duration.ofMillis(Math.max(pause, asked.toMillis()));
  }
}
