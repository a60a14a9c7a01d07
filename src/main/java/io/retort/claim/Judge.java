package io.retort.claim;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reaches the verdicts B and C of claims. */
public final class Judge {
  private static final String PAPER_SCALE = "paper";

  private Judge() {}

  /**
   * Judges one claim.
   *
   * @param printed the paper's values by id
   * @throws IllegalArgumentException when a value claim names an unknown printed value
   */
  public static Verdict judge(Claim claim, Map<String, ReferenceValue> printed, Context context) {
    if (!claim.isOfAValue() && claim.presumesFullSize() && !context.scale().equals(PAPER_SCALE)) {
      VerdictBuilder verdict = new VerdictBuilder(claim, context);
      verdict.observed(context.observed(claim));
      return verdict.say(
          Outcome.NOT_APPLICABLE,
          "the claim is about networks of their published size, which only paper scale has");
    }
    Set<String> lacking = lacking(claim, context);
    if (!lacking.isEmpty()) {
      return new VerdictBuilder(claim, context)
          .say(
              Outcome.NOT_APPLICABLE,
              "not pretrained: the claim presumes published weights, and %s not at hand"
                  .formatted(
                      String.join(", ", lacking) + (lacking.size() == 1 ? " was" : " were")));
    }
    return switch (claim.kind()) {
      case VALUE -> ValueJudge.judge(claim, printed(claim, printed), context);
      case AT_MOST, AT_LEAST, WITHIN -> BoundJudge.judge(claim, printed(claim, printed), context);
      case COUNT -> CountJudge.judge(claim, printed(claim, printed), context);
      case ORDERING -> OrderingJudge.ordering(claim, context);
      case BEST -> BestJudge.judge(claim, context);
      case SHRINKING_LEAD -> OrderingJudge.shrinkingLead(claim, context);
    };
  }

  private static ReferenceValue printed(Claim claim, Map<String, ReferenceValue> printed) {
    ReferenceValue value = printed.get(claim.reference());
    if (value == null) {
      throw new IllegalArgumentException(
          "claim %s: no printed value [%s] in values.csv".formatted(claim.id(), claim.reference()));
    }
    return value;
  }

  /** The published weights that the claim presumes, but that its conditions did not start from. */
  private static Set<String> lacking(Claim claim, Context context) {
    Set<String> lacking = new TreeSet<>();
    if (claim.presumesPretraining()) {
      Observations seen = context.observations();
      for (Condition condition : seen.conditions()) {
        if (claim.isAbout(condition)) {
          seen.of(context.variant(), condition.toString())
              .values()
              .forEach(row -> lacking.addAll(row.notPretrained()));
        }
      }
    }
    return lacking;
  }
}
