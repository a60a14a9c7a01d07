package io.retort.claim;

import java.util.List;

/**
 * A check of a paper's own numbers against each other: one row of audits.csv. It needs no training
 * and holds or fails once and for all.
 *
 * @param id unique in its paper
 * @param check what the numbers must satisfy
 * @param statement in words
 * @param values ids of printed values, in the order that the check names
 * @param source sections, figures or tables compared
 */
public record Audit(String id, Check check, String statement, List<String> values, String source) {
  /** What printed numbers must satisfy, each known to half a unit of its last digit. */
  public enum Check {
    /** Two numbers are the same one. */
    SAME(2),
    /** A number over a number of items, as values.csv gives it, can be a count of them. */
    COUNT(1),
    /** A total, and its parts. */
    SUM(3),
    /** A difference, the larger and the smaller number. */
    DIFFERENCE(3),
    /** A ratio, numerator and denominator. */
    RATIO(3),
    /** F1, precision and recall of a class: F1 = 2 P R / (P + R). */
    F1(3),
    /** Accuracy; then recall and number of items of each class: their weighted mean. */
    ACCURACY(5),
    /** The largest number; then the others. */
    BEST(2);

    private final int least;

    Check(int least) {
      this.least = least;
    }
  }

  /** Checks the number of values. */
  public Audit {
    values = List.copyOf(values);
    boolean fits =
        switch (check) {
          case SAME, COUNT, DIFFERENCE, RATIO, F1 -> values.size() == check.least;
          case ACCURACY -> values.size() >= check.least && values.size() % 2 == 1;
          case SUM, BEST -> values.size() >= check.least;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "audit %s: values %s must be %s%d for check %s"
              .formatted(
                  id,
                  values,
                  check == Check.ACCURACY || check == Check.SUM || check == Check.BEST
                      ? "at least "
                      : "",
                  check.least,
                  check));
    }
  }
}
