package io.retort.data;

/** Data that cannot be used; the message names the file, what is wrong and the remedy. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public DataException(String message) {
    super(message);
  }

  /** With a message for the user and its cause. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
