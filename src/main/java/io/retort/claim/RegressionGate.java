package io.retort.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Verdict A: have our own results become worse than the recorded baseline?
 *
 * <p>One-sided prediction bound for the mean of k new seeds, adjusted by Holm over the suite, and a
 * practical floor. An alarm asks for k more seeds; all of them are then judged at a stricter level
 * that is declared here and nowhere else.
 */
public final class RegressionGate {
  /** Family-wise level of the first look. */
  public static final double ALARM_LEVEL = 0.05;

  /** Family-wise level of the second look, on twice the seeds. */
  public static final double DECISION_LEVEL = 0.01;

  /** A drop below half a percentage point is never called a regression. */
  public static final double LEAST_DROP = 0.005;

  private static final int LEAST_BASELINE_SEEDS = 10;
  private static final double POWER = 0.9;

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

    /** What the gate calls this metric. */
    public String name() {
      return condition + (variant.isEmpty() ? "" : " [" + variant + "]");
    }
  }

  private RegressionGate() {}

  /** Gated metrics that fall below their bound at a family-wise level. */
  public static List<Gated> alarms(List<Gated> suite, double level) {
    List<Gated> alarms = new ArrayList<>();
    double[] adjusted = adjusted(suite);
    for (int i = 0; i < suite.size(); i++) {
      if (adjusted[i] < level && drop(suite.get(i)) >= floor(suite.get(i))) {
        alarms.add(suite.get(i));
      }
    }
    return alarms;
  }

  /**
   * The verdicts over a suite.
   *
   * @param level the family-wise level: {@link #ALARM_LEVEL} at first, {@link #DECISION_LEVEL}
   *     after a re-run
   * @param note said with each verdict
   */
  public static List<Verdict> verdicts(
      List<Gated> suite, double level, String scale, String device, String note) {
    List<Gated> alarms = alarms(suite, level);
    double[] adjusted = adjusted(suite);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < suite.size(); i++) {
      Gated gated = suite.get(i);
      verdicts.add(
          verdict(
              gated,
              alarms.contains(gated),
              adjusted[i],
              suite.size(),
              level,
              scale,
              device,
              note));
    }
    return verdicts;
  }

  /** Why a baseline of so many seeds cannot be used; empty when it can. */
  public static String unusable(int seeds) {
    return seeds >= LEAST_BASELINE_SEEDS
        ? ""
        : "the baseline has [%d] seeds, at least %d are needed: run 'record'"
            .formatted(seeds, LEAST_BASELINE_SEEDS);
  }

  /**
   * The smallest drop of the mean of k seeds that a gate at this level sees with 90 % power.
   *
   * @param tests gated metrics in the suite: Holm's first step divides the level by them
   */
  public static double detectableDrop(Gated gated, int tests, double level) {
    double degrees = gated.baseline().length - 1.0;
    double error = Statistics.predictionError(gated.baseline(), gated.fresh().size());
    double statistical =
        (Statistics.t(1 - level / tests, degrees) + Statistics.t(POWER, degrees)) * error;
    return Math.max(statistical, floor(gated) + Statistics.t(POWER, degrees) * error);
  }

  private static Verdict verdict(
      Gated gated,
      boolean alarm,
      double adjustedP,
      int tests,
      double level,
      String scale,
      String device,
      String note) {
    double[] fresh = array(gated);
    double mean = Statistics.mean(gated.baseline());
    double statistical =
        Statistics.predictionBound(gated.baseline(), fresh.length, 1 - level / tests);
    double bound = Math.min(statistical, mean - floor(gated));
    double detectable = detectableDrop(gated, tests, level);
    Map<String, Double> detail = new TreeMap<>();
    detail.put("baseline_sd", Statistics.sd(gated.baseline()));
    detail.put("baseline_seeds", (double) gated.baseline().length);
    detail.put(
        "unadjusted_95_bound", Statistics.predictionBound(gated.baseline(), fresh.length, 0.95));
    return new Verdict(
        "gate: " + gated.name(),
        Verdict.Question.REGRESSION,
        gated.experiment(),
        scale,
        gated.variant(),
        gated.condition() + " has not become worse",
        gated.metric(),
        alarm ? Outcome.REGRESSION : Outcome.NO_REGRESSION,
        Statistics.mean(fresh),
        fresh.length < 2 ? null : Statistics.meanInterval(fresh, 0.9),
        "90 % t interval of the mean",
        mean,
        floor(gated),
        bound,
        adjustedP,
        detectable,
        List.copyOf(gated.fresh().keySet()),
        List.copyOf(gated.fresh().values()),
        detail,
        "baselines/" + scale + ".csv",
        device,
        String.format(
            Locale.ROOT,
            "%s%d seeds detect a drop of %.1f points with 90 %% power",
            note.isEmpty() ? "" : note + "; ",
            fresh.length,
            100 * detectable),
        null);
  }

  private static double[] adjusted(List<Gated> suite) {
    return Statistics.holm(
        suite.stream().mapToDouble(g -> Statistics.predictionP(g.baseline(), array(g))).toArray());
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
