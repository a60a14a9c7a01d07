package io.retort.claim;

/** What a verdict says. */
public enum Outcome {
  /** The gate saw no drop. */
  NO_REGRESSION("no regression", true),
  /** The gate saw a drop, and a second look confirmed it. */
  REGRESSION("regression", false),
  /** Equivalent to the printed value within the margin. */
  REPRODUCED("reproduced", true),
  /** Differs from the printed value by more than the margin. */
  NOT_REPRODUCED("not reproduced", false),
  /** The ordering was seen. */
  HOLDS("holds", true),
  /** The opposite ordering was seen. */
  DOES_NOT_HOLD("does not hold", false),
  /** Seeds or items are too few to tell. */
  INCONCLUSIVE("inconclusive", true),
  /** Cannot be judged at this scale or with this data. */
  NOT_APPLICABLE("not applicable", true);

  private final String words;
  private final boolean acceptable;

  Outcome(String words, boolean acceptable) {
    this.words = words;
    this.acceptable = acceptable;
  }

  /** The outcome in the words of a report. */
  public String words() {
    return words;
  }

  /** Whether the outcome speaks against neither the code nor the paper. */
  public boolean acceptable() {
    return acceptable;
  }

  /** Whether something was judged at all. */
  public boolean judged() {
    return this != INCONCLUSIVE && this != NOT_APPLICABLE;
  }
}
