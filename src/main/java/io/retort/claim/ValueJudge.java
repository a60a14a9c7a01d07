package io.retort.claim;

import java.util.Locale;
import java.util.SortedMap;

/** Verdict B: does the measured mean agree with the printed value? TOST with a declared margin. */
final class ValueJudge {
  private static final double LEVEL = 0.05;

  private ValueJudge() {}

  static Verdict judge(Claim claim, ReferenceValue printed, Context context) {
    VerdictBuilder verdict = new VerdictBuilder(claim, context);
    verdict.reference = printed.value();
    verdict.margin = claim.margin();
    verdict.source = printed.source();
    SortedMap<Long, Double> seen = context.observed(claim);
    verdict.observed(seen);
    if (seen.size() >= 2) {
      double[] values = seen.values().stream().mapToDouble(d -> d).toArray();
      Statistics.Uncertain theirs = printed.uncertain();
      Interval mean = Statistics.meanInterval(values, theirs, 1 - 2 * LEVEL);
      verdict.interval = mean;
      verdict.intervalMeaning = "90 % t interval of the mean, widened by the printed value's error";
      verdict.detail.put("printed_standard_error", printed.error());
      if (context.valuesApply()) {
        double p = Statistics.tost(values, theirs, claim.margin());
        verdict.pValue = p;
        Interval difference =
            new Interval(mean.low() - printed.value(), mean.high() - printed.value());
        double gap = Statistics.mean(values) - printed.value();
        if (p < LEVEL) {
          return verdict.say(
              Outcome.REPRODUCED,
              "equivalent to the printed %s within %s".formatted(printed.value(), claim.margin()));
        }
        if (difference.beyond(claim.margin())) {
          return verdict.say(
              Outcome.NOT_REPRODUCED,
              String.format(
                  Locale.ROOT,
                  "%.1f points %s the printed %s, margin %.1f points",
                  100 * Math.abs(gap),
                  gap > 0 ? "above" : "below",
                  printed.value(),
                  100 * claim.margin()));
        }
        return verdict.say(
            Outcome.INCONCLUSIVE, "the interval of the difference reaches over the margin");
      }
    }
    if (!context.valuesApply()) {
      return verdict.say(
          Outcome.NOT_APPLICABLE, "printed values are judged at paper scale on the paper's data");
    }
    return seen.isEmpty()
        ? verdict.say(Outcome.NOT_APPLICABLE, "the condition was not run")
        : verdict.say(Outcome.INCONCLUSIVE, "one seed has no spread: use at least 2 seeds");
  }
}
