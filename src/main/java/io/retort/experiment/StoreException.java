package io.retort.experiment;

/** A result store that cannot be read or written; the message names the remedy. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user and its cause. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
