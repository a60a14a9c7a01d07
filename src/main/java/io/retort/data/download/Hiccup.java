package io.retort.data.download;

import java.time.Duration;

/** A failed request that may do better when repeated. */
final class Hiccup extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration wait;

  Hiccup(String reason) {
    this(reason, Duration.ZERO);
  }

  Hiccup(String reason, Duration wait) {
    super(reason);
    this.wait = wait;
  }

  Hiccup(String reason, Throwable cause) {
    super(reason, cause);
    this.wait = Duration.ZERO;
  }

  /** How long the server asks to wait. */
  Duration asked() {
    return wait;
  }
}
