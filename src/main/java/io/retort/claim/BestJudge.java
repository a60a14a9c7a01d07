package io.retort.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Verdict C of a best value: is the subject's metric the highest of all conditions that fit the
 * comparator's star? Differences are paired by seed, and their t intervals hold together
 * (Bonferroni over the others): the claim holds when the subject leads each of them, and does not
 * when one of them leads the subject.
 *
 * <p>A paper that runs each condition once sees the largest of noisy values. So the verdict also
 * says which condition is best for each single seed, and whether the condition matters at all: an F
 * test of the conditions' means with seeds as blocks.
 */
final class BestJudge {
  private static final double LEVEL = 0.05;

  private BestJudge() {}

  /**
   * What was seen of the conditions.
   *
   * @param stars the star's value of each, the subject's first
   * @param seeds that all have in common, ascending
   * @param values by condition and seed
   */
  private record Grid(List<String> stars, List<Long> seeds, double[][] values) {
    static Grid of(Claim claim, Context context) {
      List<String> stars = new ArrayList<>();
      List<SortedMap<Long, Double>> columns = new ArrayList<>();
      OrderingJudge.starred(claim.comparator(), Condition.parse(claim.subject()))
          .ifPresent(star -> add(stars, columns, star, claim.subject(), claim, context));
      for (Condition condition : context.observations().conditions()) {
        OrderingJudge.starred(claim.comparator(), condition)
            .ifPresent(star -> add(stars, columns, star, condition.toString(), claim, context));
      }
      TreeSet<Long> seeds = new TreeSet<>(columns.isEmpty() ? List.of() : columns.get(0).keySet());
      columns.forEach(column -> seeds.retainAll(column.keySet()));
      double[][] values =
          columns.stream()
              .map(column -> column.entrySet().stream().filter(e -> seeds.contains(e.getKey())))
              .map(kept -> kept.mapToDouble(e -> e.getValue()).toArray())
              .toArray(double[][]::new);
      return new Grid(stars, List.copyOf(seeds), values);
    }

    private static void add(
        List<String> stars,
        List<SortedMap<Long, Double>> columns,
        String star,
        String condition,
        Claim claim,
        Context context) {
      SortedMap<Long, Double> column =
          context.observations().values(context.variant(), condition, claim.metric());
      if (!stars.contains(star) && !column.isEmpty()) {
        stars.add(star);
        columns.add(column);
      }
    }

    /** The subject's lead over another condition, by seed. */
    double[] lead(int over) {
      double[] lead = new double[seeds.size()];
      Arrays.setAll(lead, seed -> values[0][seed] - values[over][seed]);
      return lead;
    }

    /** The other condition with the highest mean. */
    int strongest() {
      int strongest = 1;
      for (int other = 2; other < stars.size(); other++) {
        if (Statistics.mean(values[other]) > Statistics.mean(values[strongest])) {
          strongest = other;
        }
      }
      return strongest;
    }

    /** The best condition of each seed, or that several are. */
    String winners() {
      List<String> winners = new ArrayList<>();
      for (int seed = 0; seed < seeds.size(); seed++) {
        int at = seed;
        double best = Arrays.stream(values).mapToDouble(row -> row[at]).max().orElseThrow();
        List<String> first = new ArrayList<>();
        for (int i = 0; i < stars.size(); i++) {
          if (values[i][seed] == best) {
            first.add(stars.get(i));
          }
        }
        winners.add(first.size() == 1 ? first.get(0) : "a tie of " + first.size());
      }
      return String.join(", ", winners);
    }
  }

  static Verdict judge(Claim claim, Context context) {
    VerdictBuilder verdict = new VerdictBuilder(claim, context);
    verdict.reference = 0.0;
    Grid grid = Grid.of(claim, context);
    int others = grid.stars().size() - 1;
    if (others < 1 || grid.seeds().isEmpty()) {
      return verdict.say(
          Outcome.NOT_APPLICABLE, "the conditions were not run, or not with common seeds");
    }
    int strongest = grid.strongest();
    verdict.observed(bySeed(grid.seeds(), grid.lead(strongest)));
    Collection<double[]> leads = new ArrayList<>();
    for (int other = 1; other <= others; other++) {
      leads.add(grid.lead(other));
    }
    String place =
        String.format(
            Locale.ROOT,
            "%s ranks %d of %d on average, %s against %s; by single seeds the best is %s",
            grid.stars().get(0),
            1 + leads.stream().filter(lead -> Statistics.mean(lead) < 0).count(),
            1 + others,
            claim.amount(Statistics.mean(grid.lead(strongest))),
            grid.stars().get(strongest),
            grid.winners());
    if (grid.seeds().size() < 2) {
      return verdict.say(Outcome.INCONCLUSIVE, place + ": one seed cannot tell which is best");
    }
    double differ = Statistics.blockedP(grid.values());
    verdict.detail.put("p_conditions_differ", differ);
    double level = 1 - 2 * LEVEL / others;
    verdict.interval = Statistics.meanInterval(grid.lead(strongest), level);
    verdict.intervalMeaning =
        "t interval of the lead over the best other, paired by seed, Bonferroni over " + others;
    boolean ahead = leads.stream().allMatch(lead -> Statistics.meanInterval(lead, level).low() > 0);
    boolean behind =
        leads.stream().anyMatch(lead -> Statistics.meanInterval(lead, level).high() < 0);
    return verdict.say(
        ahead ? Outcome.HOLDS : behind ? Outcome.DOES_NOT_HOLD : Outcome.INCONCLUSIVE,
        place + String.format(Locale.ROOT, "; that there are differences at all: p %.2g", differ));
  }

  private static SortedMap<Long, Double> bySeed(List<Long> seeds, double[] values) {
    SortedMap<Long, Double> bySeed = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      bySeed.put(seeds.get(i), values[i]);
    }
    return bySeed;
  }
}
