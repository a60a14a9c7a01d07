package io.retort.claim;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A checkable statement of a paper: one row of claims.csv.
 *
 * @param id unique in its paper
 * @param experiment id of the experiment that can check it
 * @param kind what sort of statement it is
 * @param statement the claim in words
 * @param metric the metric it speaks of
 * @param subject the condition it is about; {@code n=*} in a trend stands for every n
 * @param comparator the condition it is compared to; for a printed value or bound, the condition
 *     whose metric is taken off, seed by seed, as the value is a difference; else empty
 * @param reference id of the printed value; empty for an ordering
 * @param margin largest tolerated difference of a value, least difference of an ordering, what the
 *     last printed digit of a count stands for
 * @param source section, figure or table
 * @param presumes words that say what the statement is about: {@code pretrained} for networks that
 *     started from published weights, {@code full-size} for networks of their published size, which
 *     only the paper scale has; empty for neither
 */
public record Claim(
    String id,
    String experiment,
    Kind kind,
    String statement,
    String metric,
    String subject,
    String comparator,
    String reference,
    double margin,
    String source,
    String presumes) {
  private static final String PRETRAINED = "pretrained";
  private static final String FULL_SIZE = "full-size";

  /** The sorts of claims. */
  public enum Kind {
    /** The subject's metric equals a printed value within the margin. */
    VALUE,
    /** The subject's metric is at most a printed value, but for the margin. */
    AT_MOST,
    /** The subject's metric is at least a printed value, but for the margin. */
    AT_LEAST,
    /** The same of a count that every run gives alike, such as that of parameters. */
    COUNT,
    /** The subject's and the comparator's metric differ by less than a printed value. */
    WITHIN,
    /** The subject's metric is higher than the comparator's. */
    ORDERING,
    /** The subject's metric is the highest of all conditions that fit the comparator's star. */
    BEST,
    /** The subject's lead over the comparator shrinks as the starred parameter grows. */
    SHRINKING_LEAD
  }

  /** Checks that the fields the kind needs are there. */
  public Claim {
    if (kind == Kind.VALUE && (reference.isEmpty() || !(margin > 0))) {
      throw new IllegalArgumentException(
          "claim %s: a value needs a reference [%s] and a margin [%s] > 0"
              .formatted(id, reference, margin));
    }
    if (isOfAValue(kind) && (reference.isEmpty() || !(margin >= 0))) {
      throw new IllegalArgumentException(
          "claim %s: a printed value needs a reference [%s] and a margin [%s] >= 0"
              .formatted(id, reference, margin));
    }
    if ((!isOfAValue(kind) || kind == Kind.WITHIN) && comparator.isEmpty()) {
      throw new IllegalArgumentException(
          "claim %s: a claim of kind %s needs a comparator".formatted(id, kind));
    }
    if (kind == Kind.COUNT && !comparator.isEmpty()) {
      throw new IllegalArgumentException(
          "claim %s: comparator [%s] of a count must be empty".formatted(id, comparator));
    }
    if (!presumes.isEmpty()
        && !List.of(PRETRAINED, FULL_SIZE).containsAll(List.of(presumes.split(" ")))) {
      throw new IllegalArgumentException(
          "claim %s: presumes [%s] must be empty or of %s and %s"
              .formatted(id, presumes, PRETRAINED, FULL_SIZE));
    }
    if (kind == Kind.BEST && (!comparator.contains("*") || margin != 0)) {
      throw new IllegalArgumentException(
          "claim %s: comparator [%s] of a best value needs a *, and its margin [%s] must be 0"
              .formatted(id, comparator, margin));
    }
    if (kind == Kind.SHRINKING_LEAD && !(subject.contains("*") && comparator.contains("*"))) {
      throw new IllegalArgumentException(
          "claim %s: subject [%s] and comparator [%s] of a shrinking lead need a *"
              .formatted(id, subject, comparator));
    }
  }

  /** A difference of its metric in words: in points for shares, else in the metric's own unit. */
  String amount(double difference) {
    String unit =
        metric.startsWith("milliseconds") ? "ms" : metric.endsWith("_seconds") ? "s" : "points";
    return unit.equals("points")
        ? String.format(Locale.ROOT, "%+.1f points", 100 * difference)
        : String.format(Locale.ROOT, "%+.3g %s", difference, unit);
  }

  /** Whether a condition is one of its two sides; a star stands for every value. */
  boolean isAbout(Condition condition) {
    String text = condition.toString();
    return Stream.of(subject, comparator)
        .anyMatch(
            side ->
                text.equals(side)
                    || side.contains("*") && OrderingJudge.starred(side, condition).isPresent());
  }

  /** Whether it is about networks that started from published weights. */
  boolean presumesPretraining() {
    return List.of(presumes.split(" ")).contains(PRETRAINED);
  }

  /** Whether it is about networks of their published size. */
  boolean presumesFullSize() {
    return List.of(presumes.split(" ")).contains(FULL_SIZE);
  }

  /** Whether it compares with a printed number. */
  boolean isOfAValue() {
    return isOfAValue(kind);
  }

  private static boolean isOfAValue(Kind kind) {
    return kind == Kind.VALUE
        || kind == Kind.COUNT
        || kind == Kind.AT_MOST
        || kind == Kind.WITHIN
        || kind == Kind.AT_LEAST;
  }
}
