package io.retort.claim;

/**
 * A checkable statement of a paper: one row of claims.csv.
 *
 * @param id unique in its paper
 * @param experiment id of the experiment that can check it
 * @param kind what sort of statement it is
 * @param statement the claim in words
 * @param metric the metric it speaks of
 * @param subject the condition it is about; {@code n=*} in a trend stands for every n
 * @param comparator the condition it is compared to; empty for a value
 * @param reference id of the printed value; empty for an ordering
 * @param margin largest tolerated difference of a value, least difference of an ordering
 * @param source section, figure or table
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
    String source) {

  /** The sorts of claims. */
  public enum Kind {
    /** The subject's metric equals a printed value within the margin. */
    VALUE,
    /** The subject's metric is higher than the comparator's. */
    ORDERING,
    /** The subject's lead over the comparator shrinks as the starred parameter grows. */
    SHRINKING_LEAD
  }

  /** Checks that the fields the kind needs are there. */
  public Claim {
    if (kind == Kind.VALUE ? reference.isEmpty() || !(margin > 0) : comparator.isEmpty()) {
      throw new IllegalArgumentException(
          kind == Kind.VALUE
              ? "claim %s: a value needs a reference [%s] and a margin [%s] > 0"
                  .formatted(id, reference, margin)
              : "claim %s: an ordering needs a comparator".formatted(id));
    }
    if (kind == Kind.SHRINKING_LEAD && !(subject.contains("*") && comparator.contains("*"))) {
      throw new IllegalArgumentException(
          "claim %s: subject [%s] and comparator [%s] of a shrinking lead need a *"
              .formatted(id, subject, comparator));
    }
  }
}
