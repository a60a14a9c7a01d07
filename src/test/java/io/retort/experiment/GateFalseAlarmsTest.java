package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.RegressionGate;
import io.retort.claim.RegressionGate.Gated;
import io.retort.claim.Statistics;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Runs of the whole recorded smoke suite, as it would be on healthy code: baselines and fresh seeds
 * are drawn anew from the same distribution, which is that of the recorded values.
 */
class GateFalseAlarmsTest {
  private static final int RUNS = 400;
  private static final int SEEDS = 3;

  /** A metric's recorded values, and the items behind it. */
  private record Recorded(double[] values, long items) {
    /** From the recorded values with a little noise, so that no two are the same. */
    double draw(Random random) {
      double blur = 0.3 * Statistics.sd(values);
      double value = values[random.nextInt(values.length)] + blur * random.nextGaussian();
      return Math.max(0, Math.min(1, value));
    }

    Gated gated(String name, double[] baseline, SortedMap<Long, Double> fresh) {
      return new Gated("p/e", "", name, "metric", baseline, fresh, items);
    }
  }

  private static List<List<Recorded>> suites() {
    List<List<Recorded>> suites = new ArrayList<>();
    GatedSuitesTest.recorded()
        .map(Experiments::byId)
        .forEach(
            experiment ->
                suites.add(
                    GatedSuitesTest.suite(experiment).entrySet().stream()
                        .map(
                            e ->
                                new Recorded(
                                    e.getValue(),
                                    experiment
                                        .gatedMetrics(Scale.SMOKE)
                                        .getOrDefault(e.getKey().get(2), 0L)))
                        .toList()));
    return suites;
  }

  /** Whether a healthy experiment is called a regression: alarm, as many seeds again, decision. */
  private static boolean isBlamed(List<Recorded> metrics, Random random) {
    List<Gated> first = new ArrayList<>();
    List<Gated> second = new ArrayList<>();
    for (int m = 0; m < metrics.size(); m++) {
      Recorded recorded = metrics.get(m);
      double[] baseline = new double[recorded.values().length];
      for (int i = 0; i < baseline.length; i++) {
        baseline[i] = recorded.draw(random);
      }
      SortedMap<Long, Double> fresh = new TreeMap<>();
      for (long seed = 1; seed <= SEEDS; seed++) {
        fresh.put(seed, recorded.draw(random));
      }
      SortedMap<Long, Double> more = new TreeMap<>(fresh);
      for (long seed = SEEDS + 1; seed <= 2 * SEEDS; seed++) {
        more.put(seed, recorded.draw(random));
      }
      first.add(recorded.gated("m" + m, baseline, fresh));
      second.add(recorded.gated("m" + m, baseline, more));
    }
    List<Gated> alarms = RegressionGate.alarms(first, RegressionGate.ALARM_LEVEL);
    List<Gated> all = new ArrayList<>();
    for (int m = 0; m < first.size(); m++) {
      all.add(alarms.contains(first.get(m)) ? second.get(m) : first.get(m));
    }
    return RegressionGate.alarms(all, Gate.decisionLevel(Scale.SMOKE)).stream()
        .anyMatch(second::contains);
  }

  @Test
  void ofManyRunsOfTheWholeSuiteOnHealthyCodeNoMoreAreBlamedThanPromised() {
    List<List<Recorded>> suites = suites();
    int metrics = suites.stream().mapToInt(List::size).sum();
    Random random = new Random(2026);
    int blamed = 0;
    int experiments = 0;
    for (int run = 0; run < RUNS; run++) {
      boolean any = false;
      for (List<Recorded> suite : suites) {
        boolean isBlamed = isBlamed(suite, random);
        experiments += isBlamed ? 1 : 0;
        any |= isBlamed;
      }
      blamed += any ? 1 : 0;
    }
    System.out.printf(
        "gate on healthy code: %d of %d runs blamed, %d experiments (%d experiments, %d metrics)%n",
        blamed, RUNS, experiments, suites.size(), metrics);
    assertTrue(metrics > 100, "the suite is the recorded one: " + metrics);
    assertTrue(
        blamed <= RegressionGate.SUITE_LEVEL * RUNS, blamed + " of " + RUNS + " runs were blamed");
  }
}
