package io.retort.training;

/** Training that cannot go on; the message says where and why. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for the user. */
  public TrainingException(String message) {
    super(message);
  }

  /** With a message for the user and its cause. */
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
