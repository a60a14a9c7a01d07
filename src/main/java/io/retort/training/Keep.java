package io.retort.training;

/** Which weights of a training are its result; part of the result's key. */
public enum Keep {
  /** Those after the last step. */
  LAST,
  /** Those after the epoch with the lowest loss on the validation part, the first such epoch. */
  LOWEST_VALIDATION_LOSS,
  /**
   * Those after the epoch with the lowest share of wrong answers on the validation part, the first
   * such epoch.
   */
  LOWEST_VALIDATION_ERROR
}
