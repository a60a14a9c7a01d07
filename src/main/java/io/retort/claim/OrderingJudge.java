package io.retort.claim;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.jspecify.annotations.Nullable;

/**
 * Verdict C: is one condition better than another? Paired by seed (t interval) and, where items
 * were classified, by test item (bootstrap of the items): an ordering holds when both say so.
 * McNemar's exact test, one-sided, is reported for the seed that speaks least for the claim. Values
 * are those that the experiment reports: of its last iteration, or of its best epoch.
 */
final class OrderingJudge {
  private static final double LEVEL = 0.05;

  private OrderingJudge() {}

  static Verdict ordering(Claim claim, Context context) {
    VerdictBuilder verdict = new VerdictBuilder(claim, context);
    SortedMap<Long, Double> differences = context.observed(claim);
    return decide(
        verdict,
        claim,
        differences,
        items(claim, claim.comparator(), context, differences.keySet()));
  }

  static Verdict shrinkingLead(Claim claim, Context context) {
    VerdictBuilder verdict = new VerdictBuilder(claim, context);
    SortedMap<Long, SimpleRegression> bySeed = new TreeMap<>();
    SortedMap<Double, SortedMap<Long, Double>> leads = new TreeMap<>();
    for (Condition condition : context.observations().conditions()) {
      starred(claim.subject(), condition)
          .ifPresent(
              star -> {
                String partner = claim.comparator().replace("*", star);
                SortedMap<Long, Double> theirs = values(context, partner, claim.metric());
                values(context, condition.toString(), claim.metric())
                    .forEach(
                        (seed, value) -> {
                          Double other = theirs.get(seed);
                          if (other != null) {
                            leads
                                .computeIfAbsent(Double.valueOf(star), x -> new TreeMap<>())
                                .put(seed, value - other);
                            bySeed
                                .computeIfAbsent(seed, s -> new SimpleRegression())
                                .addData(Math.log10(Double.parseDouble(star)), value - other);
                          }
                        });
              });
    }
    SortedMap<Long, Double> falls = new TreeMap<>();
    bySeed.forEach(
        (seed, regression) -> {
          if (regression.getN() >= 3) {
            falls.put(seed, -regression.getSlope());
          }
        });
    verdict.detail.put(
        "grid_points",
        bySeed.values().stream().mapToDouble(SimpleRegression::getN).max().orElse(0));
    Verdict fall = decide(verdict, claim, falls, null);
    return fall.outcome() == Outcome.HOLDS ? withALead(verdict, leads, fall) : fall;
  }

  /** A lead that is to shrink must be there at the smallest size. */
  private static Verdict withALead(
      VerdictBuilder verdict, SortedMap<Double, SortedMap<Long, Double>> leads, Verdict fall) {
    double[] first =
        leads.values().iterator().next().values().stream().mapToDouble(d -> d).toArray();
    Interval lead = Statistics.meanInterval(first, 1 - 2 * LEVEL);
    verdict.detail.put("first_lead_low", lead.low());
    verdict.detail.put("first_lead_high", lead.high());
    if (lead.low() > 0) {
      return fall;
    }
    return verdict.say(
        lead.high() < 0 ? Outcome.DOES_NOT_HOLD : Outcome.INCONCLUSIVE,
        String.format(
            Locale.ROOT,
            "no lead to shrink: %+.1f points at the smallest size",
            100 * Statistics.mean(first)));
  }

  private static Verdict decide(
      VerdictBuilder verdict,
      Claim claim,
      SortedMap<Long, Double> differences,
      @Nullable PairedItems items) {
    verdict.observed(differences);
    verdict.reference = claim.margin();
    if (differences.isEmpty()) {
      return verdict.say(Outcome.NOT_APPLICABLE, "the conditions were not run with common seeds");
    }
    Interval byItem = items == null ? null : items.bootstrap(1 - 2 * LEVEL);
    if (items != null && byItem != null) {
      verdict.detail.put("by_item_low", byItem.low());
      verdict.detail.put("by_item_high", byItem.high());
      verdict.detail.put("mcnemar_one_sided_p_largest", items.largestMcNemarP());
    }
    if (differences.size() < 2) {
      return verdict.say(
          Outcome.INCONCLUSIVE, "one seed cannot tell an ordering: use at least 2 seeds");
    }
    double[] values = verdict.array();
    Interval bySeed = Statistics.meanInterval(values, 1 - 2 * LEVEL);
    verdict.interval = bySeed;
    verdict.intervalMeaning =
        claim.kind() == Claim.Kind.ORDERING
            ? "90 % t interval of the difference, paired by seed"
            : "90 % t interval of the lead's fall per tenfold, paired by seed";
    verdict.pValue = oneSidedP(values, claim.margin());
    double low = byItem == null ? bySeed.low() : Math.min(bySeed.low(), byItem.low());
    double high = byItem == null ? bySeed.high() : Math.max(bySeed.high(), byItem.high());
    double hundredfold = 100 * Statistics.mean(values);
    String points =
        claim.kind() == Claim.Kind.ORDERING
            ? claim.amount(Statistics.mean(values))
            : String.format(Locale.ROOT, "the lead falls by %.1f points a tenfold", hundredfold);
    if (low > claim.margin()) {
      return verdict.say(
          Outcome.HOLDS, points + (byItem == null ? " by seed" : " by seed and by item"));
    }
    if (high < claim.margin()) {
      return verdict.say(Outcome.DOES_NOT_HOLD, points + ": the opposite was seen");
    }
    return verdict.say(
        Outcome.INCONCLUSIVE, points + ", but the interval by seed or by item includes the bound");
  }

  /** Subject and another condition item by item; null where no items were classified. */
  static @Nullable PairedItems items(
      Claim claim, String other, Context context, Collection<Long> seeds) {
    PairedItems items = new PairedItems();
    for (long seed : seeds) {
      boolean[] first = correct(context, claim.subject(), seed);
      boolean[] second = correct(context, other, seed);
      if (first.length == 0 || first.length != second.length) {
        return null;
      }
      items.add(first, second);
    }
    return seeds.isEmpty() || !claim.metric().equals("accuracy") ? null : items;
  }

  private static boolean[] correct(Context context, String condition, long seed) {
    Observations.Row row = context.observations().of(context.variant(), condition).get(seed);
    return row == null ? new boolean[0] : row.correct();
  }

  private static SortedMap<Long, Double> values(Context context, String condition, String metric) {
    return context.observations().values(context.variant(), condition, metric);
  }

  private static double oneSidedP(double[] differences, double bound) {
    double error = Statistics.sd(differences) / Math.sqrt(differences.length);
    double distance = Statistics.mean(differences) - bound;
    if (error == 0) {
      return distance > 0 ? 0 : 1;
    }
    return 1 - new TDistribution(differences.length - 1.0).cumulativeProbability(distance / error);
  }

  /** The value that the pattern's star has in a condition, if the condition fits the pattern. */
  static Optional<String> starred(String pattern, Condition condition) {
    int star = pattern.indexOf('*');
    String text = condition.toString();
    String before = pattern.substring(0, star);
    String after = pattern.substring(star + 1);
    if (!text.startsWith(before)
        || !text.endsWith(after)
        || text.length() < before.length() + after.length()) {
      return Optional.empty();
    }
    String value = text.substring(star, text.length() - after.length());
    return value.contains(",") ? Optional.empty() : Optional.of(value);
  }
}
