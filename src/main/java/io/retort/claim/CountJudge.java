package io.retort.claim;

import java.util.Locale;
import java.util.SortedMap;

/**
 * Verdict B of a count: no run differs from another, so the printed digits decide. Its margin is
 * what the last printed digit stands for: the measured number must give the printed one when it is
 * rounded or cut off.
 */
final class CountJudge {
  private CountJudge() {}

  static Verdict judge(Claim claim, ReferenceValue printed, Context context) {
    VerdictBuilder verdict = new VerdictBuilder(claim, context);
    verdict.reference = printed.value();
    verdict.margin = claim.margin();
    verdict.source = printed.source();
    SortedMap<Long, Double> seen =
        context.observations().values(context.variant(), claim.subject(), claim.metric());
    verdict.observed(seen);
    if (seen.isEmpty()) {
      return verdict.say(Outcome.NOT_APPLICABLE, "the condition was not run");
    }
    double difference = seen.values().iterator().next() - printed.value();
    String note =
        difference == 0
            ? "the printed number"
            : String.format(
                Locale.ROOT,
                "%,.0f %s than the printed number, whose last digit stands for %,.0f",
                Math.abs(difference),
                difference > 0 ? "more" : "fewer",
                claim.margin());
    boolean rounded = Math.abs(difference) <= claim.margin() / 2;
    boolean cutOff = difference >= 0 && difference < claim.margin();
    return verdict.say(rounded || cutOff ? Outcome.REPRODUCED : Outcome.NOT_REPRODUCED, note);
  }
}
