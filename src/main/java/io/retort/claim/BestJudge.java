package io.retort.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Verdict C of a best value: is the subject's metric the highest of all conditions that fit the
 * comparator's star? Differences are paired by seed and, where items were classified, by test item;
 * their intervals hold together (Bonferroni over the others). The claim holds when the subject
 * leads each of them, and does not when one of them leads the subject.
 *
 * <p>A paper that runs each condition once sees the largest of noisy values. So the verdict also
 * says which condition is best for each single seed, and whether the condition matters at all: an F
 * test of the conditions' means with seeds as blocks.
 */
final class BestJudge {
  private static final double LEVEL = 0.05;

  /** A grid of two, as smoke scale has it, is not what a paper calls the best of. */
  private static final int LEAST_OTHERS = 2;

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
      if (columns.isEmpty() || columns.get(0).isEmpty()) {
        return new Grid(List.of(), List.of(), new double[0][]); // no values of the subject
      }
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
    if (others < LEAST_OTHERS || grid.seeds().isEmpty()) {
      return verdict.say(
          Outcome.NOT_APPLICABLE,
          "the best of several needs the subject and at least %d others with common seeds"
              .formatted(LEAST_OTHERS));
    }
    double level = 1 - 2 * LEVEL / others;
    List<Lead> leads = new ArrayList<>();
    for (int other = 1; other <= others; other++) {
      leads.add(lead(claim, context, grid, other, level));
    }
    String place =
        String.format(
            Locale.ROOT,
            "%s ranks %d of %d on average; by single seeds the best is %s",
            grid.stars().get(0),
            1 + leads.stream().filter(lead -> Statistics.mean(lead.bySeed()) < 0).count(),
            1 + others,
            grid.winners());
    boolean behind = leads.stream().anyMatch(lead -> lead.interval().high() < 0);
    Comparator<Lead> by =
        behind
            ? Comparator.comparing(lead -> lead.interval().high())
            : Comparator.comparing(lead -> lead.interval().low());
    Lead deciding = leads.stream().min(by).orElseThrow();
    verdict.observed(bySeed(grid.seeds(), deciding.bySeed()));
    if (grid.seeds().size() < 2) {
      return verdict.say(Outcome.INCONCLUSIVE, place + ": one seed cannot tell which is best");
    }
    double differ = Statistics.blockedP(grid.values());
    verdict.detail.put("p_conditions_differ", differ);
    verdict.interval = deciding.interval();
    verdict.intervalMeaning =
        String.format(
            Locale.ROOT,
            "%.1f %% interval of the lead over %s, by seed and by item: Bonferroni over %d",
            100 * level,
            deciding.star(),
            others);
    boolean ahead = leads.stream().allMatch(lead -> lead.interval().low() > 0);
    return verdict.say(
        ahead ? Outcome.HOLDS : behind ? Outcome.DOES_NOT_HOLD : Outcome.INCONCLUSIVE,
        String.format(
            Locale.ROOT,
            "%s (%s against %s decides); that there are differences at all: p %.2g",
            place,
            claim.amount(Statistics.mean(deciding.bySeed())),
            deciding.star(),
            differ));
  }

  /**
   * The subject's lead over another condition.
   *
   * @param interval that of the mean over seeds, widened to that of the items where these are
   *     classified; the lead itself for one seed
   */
  private record Lead(String star, double[] bySeed, Interval interval) {}

  private static Lead lead(Claim claim, Context context, Grid grid, int other, double level) {
    String star = grid.stars().get(other);
    double[] lead = grid.lead(other);
    if (lead.length < 2) {
      return new Lead(star, lead, new Interval(lead[0], lead[0]));
    }
    Interval seeds = Statistics.meanInterval(lead, level);
    PairedItems items =
        OrderingJudge.items(claim, claim.comparator().replace("*", star), context, grid.seeds());
    if (items == null) {
      return new Lead(star, lead, seeds);
    }
    Interval byItem = items.bootstrap(level);
    return new Lead(
        star,
        lead,
        new Interval(Math.min(seeds.low(), byItem.low()), Math.max(seeds.high(), byItem.high())));
  }

  private static SortedMap<Long, Double> bySeed(List<Long> seeds, double[] values) {
    SortedMap<Long, Double> bySeed = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      bySeed.put(seeds.get(i), values[i]);
    }
    return bySeed;
  }
}
