package io.retort.claim;

import java.util.Map;

/** Reaches the verdicts B and C of claims. */
public final class Judge {
  private Judge() {}

  /**
   * Judges one claim.
   *
   * @param printed the paper's values by id
   * @throws IllegalArgumentException when a value claim names an unknown printed value
   */
  public static Verdict judge(Claim claim, Map<String, ReferenceValue> printed, Context context) {
    return switch (claim.kind()) {
      case VALUE -> {
        ReferenceValue value = printed.get(claim.reference());
        if (value == null) {
          throw new IllegalArgumentException(
              "claim %s: no printed value [%s] in values.csv"
                  .formatted(claim.id(), claim.reference()));
        }
        yield ValueJudge.judge(claim, value, context);
      }
      case ORDERING -> OrderingJudge.ordering(claim, context);
      case SHRINKING_LEAD -> OrderingJudge.shrinkingLead(claim, context);
    };
  }
}
