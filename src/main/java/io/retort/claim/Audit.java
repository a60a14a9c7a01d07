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
    SAME(2, 0, "what is printed twice is the same"),
    /** A total, and its parts. */
    SUM(3, 1, "parts add up to their total"),
    /** A difference, the larger and the smaller number. */
    DIFFERENCE(3, 0, "a difference follows from its two numbers"),
    /** A ratio, numerator and denominator. */
    RATIO(3, 0, "a ratio follows from its two numbers"),
    /** A mean, and the numbers it is the arithmetic mean of. */
    MEAN(3, 1, "a mean follows from its parts"),
    /** F1, precision and recall of a class: F1 = 2 P R / (P + R). */
    F1(3, 0, "an F1 follows from precision and recall"),
    /** Accuracy; then recall and number of items of each class: their weighted mean. */
    ACCURACY(5, 2, "an accuracy follows from the recalls of the classes"),
    /**
     * Accuracy of one run over a number of items, and a number of errors of one kind: at most all
     * errors, items (1 - accuracy).
     */
    ERRORS(2, 0, "errors of one kind are not more than all errors"),
    /**
     * F and IoU of the same masks: IoU &lt;= F &lt;= 2 IoU / (1 + IoU).
     *
     * <p>Of one pair of masks F = 2 TP / (2 TP + FP + FN) and IoU = TP / (TP + FP + FN), so F = 2
     * IoU / (1 + IoU), which is not below IoU. That function is concave: a mean of its values is at
     * most its value at the mean (Jensen). So both bounds hold for means over images, batches and
     * runs, as long as F and IoU are averaged in the same way.
     */
    OVERLAP(2, 0, "F and IoU of the same masks fit: IoU <= F <= 2 IoU / (1 + IoU)"),
    /**
     * The largest number; then the others. They are compared as printed, and equal ones pass:
     * rounding to as many decimals keeps an order.
     */
    BEST(2, 1, "what is called the largest is the largest"),
    /** A gain; then new, old, new, old, ...: it is the mean of new - old. */
    GAIN(3, 2, "an average gain follows from its pairs"),
    /**
     * A number over a number of items, as values.csv gives it, can be a count of them; the mean of
     * several runs over the same items, a count of items x runs. Runs that were each rounded before
     * they were averaged can give other numbers.
     */
    COUNT(1, 0, "a share is a count of its items, a mean of runs a count of items x runs");

    private final int least;
    private final int step;
    private final String rule;

    Check(int least, int step, String rule) {
      this.least = least;
      this.step = step;
      this.rule = rule;
    }

    /** What must hold, in words. */
    public String rule() {
      return rule;
    }

    private boolean takes(int values) {
      return step == 0 ? values == least : values >= least && (values - least) % step == 0;
    }

    private String needs() {
      return switch (step) {
        case 0 -> "" + least;
        case 1 -> "at least " + least;
        default -> "%d, %d, %d, ...".formatted(least, least + step, least + 2 * step);
      };
    }
  }

  /** Checks the number of values. */
  public Audit {
    values = List.copyOf(values);
    if (!check.takes(values.size())) {
      throw new IllegalArgumentException(
          "audit %s: values %s must be %s for check %s"
              .formatted(id, values, check.needs(), check));
    }
  }
}
