package io.retort.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Verdict A: have our own results become worse than the recorded baseline?
 *
 * <p>Two tests must both say so. The mean of k new seeds must lie below a one-sided prediction
 * bound, and the new seeds must rank below the recorded ones: training that now and then gets stuck
 * makes the recorded values long-tailed, which the bound alone mistakes for a drop. The larger of
 * both p-values is adjusted by Holm over the suite; a practical floor comes on top. An alarm asks
 * for k more seeds; all of them are then judged at a stricter level that is declared here and
 * nowhere else, so that a run of all experiments blames healthy code in one case of twenty at most.
 */
public final class RegressionGate {
  /** Family-wise level of the first look. */
  public static final double ALARM_LEVEL = 0.05;

  /** Chance that a run of all gated experiments blames healthy code. */
  public static final double SUITE_LEVEL = 0.05;

  /** Family-wise level of an experiment's second look, on twice the seeds, at most. */
  private static final double DECISION_LEVEL = 0.01;

  /** A drop below half a percentage point is never called a regression. */
  public static final double LEAST_DROP = 0.005;

  /** Power that a verdict's detectable drop stands for. */
  private static final double POWER = 0.9;

  /** A lesser power, for comparison: that drop is a verdict's detail of this name. */
  public static final String DROP_AT_80 = "detectable_drop_80";

  private static final double LESS_POWER = 0.8;

  private static final int LEAST_BASELINE_SEEDS = 10;

  /**
   * A gated metric: the recorded and the new values by seed.
   *
   * @param items test items behind the metric, 0 where it is no proportion
   */
  public record Gated(
      String experiment,
      String variant,
      String condition,
      String metric,
      double[] baseline,
      SortedMap<Long, Double> fresh,
      long items) {

    /** Identity of the gate's verdict on this metric. */
    public String id() {
      return RegressionGate.id(condition, metric);
    }
  }

  private RegressionGate() {}

  /** Identity of the gate's verdict on a condition's metric, in any reading. */
  public static String id(String condition, String metric) {
    return "gate: " + condition + ", " + metric;
  }

  /**
   * Family-wise level of the second look at an experiment, stricter the more experiments there are:
   * together they keep {@link #SUITE_LEVEL} (Bonferroni over the experiments, Holm within each).
   *
   * @param experiments how many are gated at the scale
   */
  public static double decisionLevel(int experiments) {
    return Math.min(DECISION_LEVEL, SUITE_LEVEL / Math.max(1, experiments));
  }

  /** Gated metrics that fall below their bound at a family-wise level. */
  public static List<Gated> alarms(List<Gated> suite, double level) {
    List<Gated> alarms = new ArrayList<>();
    double[] adjusted = Statistics.holm(pValues(suite));
    for (int i = 0; i < suite.size(); i++) {
      if (adjusted[i] < level && drop(suite.get(i)) >= floor(suite.get(i))) {
        alarms.add(suite.get(i));
      }
    }
    return alarms;
  }

  /** The verdicts of a first look; each shows the bound that decided it. */
  public static List<Verdict> firstLook(List<Gated> suite, String scale, String device) {
    Look look = Look.at(suite, ALARM_LEVEL);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < suite.size(); i++) {
      Gated gated = suite.get(i);
      Drops drops = Drops.of(gated, suite.size());
      verdicts.add(verdict(gated, look, i, drops, scale, device, sees(gated, drops)));
    }
    return verdicts;
  }

  /**
   * The verdicts after more seeds of the metrics that alarmed.
   *
   * @param first the suite of the first look
   * @param second the same suite, with more seeds where the first look alarmed
   * @param level {@link #decisionLevel}
   */
  public static List<Verdict> secondLook(
      List<Gated> first, List<Gated> second, double level, String scale, String device) {
    List<Verdict> verdicts = firstLook(first, scale, device);
    Look look = Look.at(second, level);
    for (int i = 0; i < first.size(); i++) {
      if (!second.get(i).fresh().equals(first.get(i).fresh())) {
        Drops drops = Drops.of(first.get(i), first.size());
        String note =
            "alarmed with %d seeds, decided on %d; %s"
                .formatted(
                    first.get(i).fresh().size(),
                    second.get(i).fresh().size(),
                    sees(first.get(i), drops));
        verdicts.set(i, verdict(second.get(i), look, i, drops, scale, device, note));
      }
    }
    return verdicts;
  }

  /** Drops that a first look sees with 80 and 90 % power. */
  private record Drops(double at80, double at90) {
    static Drops of(Gated gated, int tests) {
      return new Drops(
          detectableDrop(gated, tests, ALARM_LEVEL, LESS_POWER),
          detectableDrop(gated, tests, ALARM_LEVEL, POWER));
    }
  }

  private static String sees(Gated gated, Drops drops) {
    return String.format(
        Locale.ROOT,
        "%d seeds detect a drop of %.1f points with 90 %% power",
        gated.fresh().size(),
        100 * drops.at90());
  }

  /**
   * A family-wise look at a suite.
   *
   * @param adjusted p-values after Holm
   * @param levels the level that Holm's procedure gave to each metric
   */
  private record Look(double level, double[] adjusted, double[] levels) {
    static Look at(List<Gated> suite, double level) {
      double[] raw = pValues(suite);
      double[] adjusted = Statistics.holm(raw);
      int tests = raw.length;
      long rejected = Arrays.stream(adjusted).filter(p -> p < level).count();
      double[] levels = new double[tests];
      for (int i = 0; i < tests; i++) {
        double own = raw[i];
        long before = Arrays.stream(raw).filter(p -> p < own).count();
        levels[i] = level / (tests - Math.min(before, Math.min(rejected, tests - 1L)));
      }
      return new Look(level, adjusted, levels);
    }
  }

  /** Why a baseline of so many seeds cannot be used; empty when it can. */
  public static String unusable(int seeds) {
    return seeds >= LEAST_BASELINE_SEEDS
        ? ""
        : "the baseline has [%d] seeds, at least %d are needed: run 'record'"
            .formatted(seeds, LEAST_BASELINE_SEEDS);
  }

  /**
   * The smallest drop that a look at a suite of so many tests sees with some power; infinite where
   * the seeds are too few to see any.
   */
  public static double detectableDrop(Gated gated, int tests, double level, double power) {
    return new DetectableDrop(gated.baseline(), gated.fresh().size(), level / tests, floor(gated))
        .value(power);
  }

  /**
   * Why so few seeds could not alarm, or be decided on when as many again have come, in a suite of
   * so many tests, however large the drop; empty when they could.
   *
   * @param level {@link #decisionLevel}
   */
  public static String blind(Gated gated, int tests, double level) {
    int fresh = gated.fresh().size();
    int recorded = gated.baseline().length;
    if (RankSum.least(fresh, recorded) > ALARM_LEVEL / tests) {
      return "[%d] fresh seeds against [%d] recorded ones cannot alarm among %d metrics: use more"
          .formatted(fresh, recorded, tests);
    }
    return RankSum.least(2 * fresh, recorded) <= level / tests
        ? ""
        : "[%d] fresh seeds against [%d] recorded ones cannot be decided on among %d metrics at a level of %.4f: use more"
            .formatted(2 * fresh, recorded, tests, level);
  }

  private static Verdict verdict(
      Gated gated, Look look, int index, Drops drops, String scale, String device, String note) {
    double[] fresh = array(gated);
    double mean = Statistics.mean(gated.baseline());
    double statistical =
        Statistics.predictionBound(gated.baseline(), fresh.length, 1 - look.levels()[index]);
    boolean regression = look.adjusted()[index] < look.level() && drop(gated) >= floor(gated);
    Map<String, Double> detail = new TreeMap<>();
    detail.put("baseline_sd", Statistics.sd(gated.baseline()));
    detail.put("baseline_seeds", (double) gated.baseline().length);
    detail.put("family_wise_level", look.level());
    detail.put("p_of_the_bound", Statistics.predictionP(gated.baseline(), fresh));
    detail.put("p_of_the_ranks", RankSum.pLess(fresh, gated.baseline()));
    detail.put(DROP_AT_80, drops.at80());
    return new Verdict(
        gated.id(),
        Verdict.Question.REGRESSION,
        gated.experiment(),
        scale,
        gated.variant(),
        gated.condition() + " has not become worse",
        gated.metric(),
        regression ? Outcome.REGRESSION : Outcome.NO_REGRESSION,
        Statistics.mean(fresh),
        fresh.length < 2 ? null : Statistics.meanInterval(fresh, 0.9),
        "90 % t interval of the mean",
        mean,
        floor(gated),
        Math.min(statistical, mean - floor(gated)),
        look.adjusted()[index],
        drops.at90(),
        List.copyOf(gated.fresh().keySet()),
        List.copyOf(gated.fresh().values()),
        detail,
        "baselines/" + scale + ".csv",
        device,
        note,
        null);
  }

  private static double[] pValues(List<Gated> suite) {
    return suite.stream()
        .mapToDouble(
            g ->
                Math.max(
                    Statistics.predictionP(g.baseline(), array(g)),
                    RankSum.pLess(array(g), g.baseline())))
        .toArray();
  }

  private static double drop(Gated gated) {
    return Statistics.mean(gated.baseline()) - Statistics.mean(array(gated));
  }

  /** The practical floor: half a point, or the test set's own standard error where that is more. */
  private static double floor(Gated gated) {
    double p = Statistics.mean(gated.baseline());
    double own = gated.items() == 0 ? 0 : Math.sqrt(p * (1 - p) / gated.items());
    return Math.max(LEAST_DROP, own);
  }

  private static double[] array(Gated gated) {
    return gated.fresh().values().stream().mapToDouble(d -> d).toArray();
  }
}
