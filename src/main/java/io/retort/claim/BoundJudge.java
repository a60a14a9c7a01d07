package io.retort.claim;

import java.util.Locale;
import java.util.SortedMap;

/**
 * Verdict B of a printed bound: does the measured mean stay on its side of it? The margin covers
 * the printed number's own error; the interval is that of ours.
 */
final class BoundJudge {
  private static final double LEVEL = 0.05;

  private BoundJudge() {}

  static Verdict judge(Claim claim, ReferenceValue printed, Context context) {
    VerdictBuilder verdict = new VerdictBuilder(claim, context);
    verdict.reference = printed.value();
    verdict.margin = claim.margin();
    verdict.source = printed.source();
    SortedMap<Long, Double> seen = context.observed(claim);
    verdict.observed(seen);
    if (!context.valuesApply()) {
      return verdict.say(
          Outcome.NOT_APPLICABLE, "printed values are judged at paper scale on the paper's data");
    }
    if (seen.size() < 2) {
      return seen.isEmpty()
          ? verdict.say(Outcome.NOT_APPLICABLE, "the condition was not run")
          : verdict.say(Outcome.INCONCLUSIVE, "one seed has no spread: use at least 2 seeds");
    }
    Interval mean = Statistics.meanInterval(verdict.array(), 1 - 2 * LEVEL);
    verdict.interval = mean;
    verdict.intervalMeaning = "90 % t interval of the mean";
    boolean least = claim.kind() == Claim.Kind.AT_LEAST;
    double high = least ? Double.POSITIVE_INFINITY : printed.value() + claim.margin();
    double low =
        switch (claim.kind()) {
          case AT_LEAST -> printed.value() - claim.margin();
          case WITHIN -> -high;
          default -> Double.NEGATIVE_INFINITY;
        };
    boolean inside = mean.low() >= low && mean.high() <= high;
    boolean outside = mean.low() > high || mean.high() < low;
    String words =
        switch (claim.kind()) {
          case AT_LEAST -> "at least";
          case WITHIN -> "less, either way, than";
          default -> "at most";
        };
    String note =
        String.format(
            Locale.ROOT,
            "%.4f on average, %s %s",
            Statistics.mean(verdict.array()),
            words,
            printed.value());
    return verdict.say(
        inside ? Outcome.REPRODUCED : outside ? Outcome.NOT_REPRODUCED : Outcome.INCONCLUSIVE,
        note + (inside || outside ? " is printed" : " is printed: the interval holds the bound"));
  }
}
