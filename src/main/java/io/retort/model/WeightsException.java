package io.retort.model;

/** A weight file that cannot be used; the message names the file, what is wrong and the remedy. */
public final class WeightsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public WeightsException(String message) {
    super(message);
  }

  /** With a message for the user and its cause. */
  public WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
