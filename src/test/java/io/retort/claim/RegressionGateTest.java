package io.retort.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.RegressionGate.Gated;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionGateTest {
  private static final int METRICS = 16;
  private static final int BASELINE = 20;
  private static final int SEEDS = 3;
  private static final double MEAN = 0.85;
  private static final double SD = 0.015;

  private static Gated gated(double[] baseline, double... fresh) {
    SortedMap<Long, Double> bySeed = new TreeMap<>();
    for (int i = 0; i < fresh.length; i++) {
      bySeed.put((long) i + 1, fresh[i]);
    }
    return new Gated("p/e", "", "student, n=10", "accuracy", baseline, bySeed, 10_000);
  }

  private static double[] draw(Random random, int n, double mean) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = mean + SD * random.nextGaussian();
    }
    return values;
  }

  private static List<Gated> suite(Random random, double shiftOfFirst) {
    List<Gated> suite = new ArrayList<>();
    for (int m = 0; m < METRICS; m++) {
      double mean = m == 0 ? MEAN - shiftOfFirst : MEAN;
      suite.add(gated(draw(random, BASELINE, MEAN), draw(random, SEEDS, mean)));
    }
    return suite;
  }

  @Test
  void unbrokenSuitesRaiseNoMoreAlarmsThanTheLevelPromises() {
    Random random = new Random(1);
    int suites = 1_000;
    int alarms = 0;
    for (int s = 0; s < suites; s++) {
      if (!RegressionGate.alarms(suite(random, 0), RegressionGate.ALARM_LEVEL).isEmpty()) {
        alarms++;
      }
    }
    double level = RegressionGate.ALARM_LEVEL;
    double sigma = Math.sqrt(level * (1 - level) / suites);
    double rate = (double) alarms / suites;
    assertTrue(rate <= level + 3 * sigma, "alarm rate " + rate);
    assertTrue(rate > level / 10, "the level is used, not wasted: " + rate);
  }

  @Test
  void trainingThatNowAndThenGetsStuckRaisesNoMoreAlarmsThanTheLevelPromises() {
    Random random = new Random(7);
    int suites = 1_000;
    int alarms = 0;
    for (int s = 0; s < suites; s++) {
      List<Gated> suite = new ArrayList<>();
      for (int m = 0; m < METRICS; m++) {
        suite.add(gated(stuck(random, BASELINE), stuck(random, SEEDS)));
      }
      if (!RegressionGate.alarms(suite, RegressionGate.ALARM_LEVEL).isEmpty()) {
        alarms++;
      }
    }
    double level = RegressionGate.ALARM_LEVEL;
    double sigma = Math.sqrt(level * (1 - level) / suites);
    assertTrue((double) alarms / suites <= level + 3 * sigma, "alarms " + alarms);
  }

  /** One value in ten lies far below the others. */
  private static double[] stuck(Random random, int n) {
    double[] values = draw(random, n, MEAN);
    for (int i = 0; i < n; i++) {
      values[i] -= random.nextInt(10) == 0 ? 0.1 + 0.5 * random.nextDouble() : 0;
    }
    return values;
  }

  @Test
  void tooFewSeedsToAlarmAreNamed() {
    Gated three = gated(draw(new Random(8), 10, MEAN), MEAN, MEAN, MEAN);
    assertEquals("", RegressionGate.blind(three, 14, 0.0025));
    assertEquals(
        "[3] fresh seeds against [10] recorded ones cannot alarm among 16 metrics: use more",
        RegressionGate.blind(three, 16, 0.0025));
    assertEquals(
        "[6] fresh seeds against [10] recorded ones cannot be decided on among 14 metrics at a level of 0.0010: use more",
        RegressionGate.blind(three, 14, 0.001));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.8, 0.9})
  void aDropOfTheSizeItPromisesIsSeenAsOftenAsItPromises(double promised) {
    Random random = new Random(2);
    int suites = 1_000;
    int seen = 0;
    double drop = detectable(promised); // of a baseline whose spread happens to be the true one
    for (int s = 0; s < suites; s++) {
      List<Gated> suite = suite(random, drop);
      if (RegressionGate.alarms(suite, RegressionGate.ALARM_LEVEL).contains(suite.get(0))) {
        seen++;
      }
    }
    double power = (double) seen / suites;
    assertTrue(power > promised - 0.06 && power < promised + 0.07, "power " + power);
  }

  /** The promise for a baseline that is as normal as twenty values can be. */
  private static double detectable(double power) {
    double[] normal = new double[BASELINE];
    for (int i = 0; i < BASELINE; i++) {
      normal[i] = new NormalDistribution().inverseCumulativeProbability((i + 0.5) / BASELINE);
    }
    double sd = Statistics.sd(normal);
    for (int i = 0; i < BASELINE; i++) {
      normal[i] = MEAN + SD * normal[i] / sd;
    }
    return RegressionGate.detectableDrop(
        gated(normal, MEAN, MEAN, MEAN), METRICS, RegressionGate.ALARM_LEVEL, power);
  }

  @Test
  void aDropBelowHalfAPointIsNoAlarmHoweverCertain() {
    double[] steady = new double[10];
    for (int i = 0; i < 10; i++) {
      steady[i] = 0.9 + 1e-5 * i;
    }
    assertTrue(
        RegressionGate.alarms(List.of(gated(steady, 0.8955, 0.8955, 0.8955)), 0.05).isEmpty());
    assertEquals(
        1, RegressionGate.alarms(List.of(gated(steady, 0.894, 0.894, 0.894)), 0.05).size());
  }

  @Test
  void theTestSetsOwnErrorIsTheFloorWhereItIsLarger() {
    double[] steady = {0.5, 0.5001, 0.5, 0.5001, 0.5, 0.5001, 0.5, 0.5001, 0.5, 0.5001};
    SortedMap<Long, Double> fresh = new TreeMap<>(java.util.Map.of(1L, 0.46, 2L, 0.46));
    Gated few = new Gated("p/e", "", "c", "accuracy", steady, fresh, 100);
    Gated many = new Gated("p/e", "", "c", "accuracy", steady, fresh, 10_000);
    assertTrue(RegressionGate.alarms(List.of(few), 0.05).isEmpty(), "sqrt(.25/100) = 5 points");
    assertEquals(1, RegressionGate.alarms(List.of(many), 0.05).size());
  }

  @Test
  void aRiseIsNoRegression() {
    Random random = new Random(3);
    double[] better = {0.95, 0.95, 0.95};
    assertTrue(
        RegressionGate.alarms(List.of(gated(draw(random, 20, MEAN), better)), 0.05).isEmpty());
  }

  @Test
  void aPassingVerdictShowsItsBoundIntervalAndWhatItCanSee() {
    Random random = new Random(4);
    Verdict verdict =
        RegressionGate.firstLook(
                List.of(gated(draw(random, 20, MEAN), MEAN, MEAN + 0.01, MEAN)), "smoke", "cpu")
            .get(0);
    assertEquals(Outcome.NO_REGRESSION, verdict.outcome());
    assertTrue(verdict.bound() < MEAN);
    assertTrue(verdict.note().contains("3 seeds detect a drop of"), verdict.note());
    String note = verdict.labNote("reports/x.html");
    for (String part : List.of("claim", "measured", "bound", "seeds", "source", "reports/x.html")) {
      assertTrue(note.contains(part), note);
    }
  }

  @Test
  void aRegressionsMeanLiesBelowTheBoundItShows() {
    Random random = new Random(5);
    int regressions = 0;
    for (int s = 0; s < 8; s++) {
      List<Gated> suite = new ArrayList<>();
      for (int m = 0; m < METRICS; m++) {
        suite.add(
            gated(draw(random, BASELINE, MEAN), draw(random, SEEDS, m < 8 ? MEAN - 0.032 : MEAN)));
      }
      for (Verdict verdict : RegressionGate.firstLook(suite, "smoke", "cpu")) {
        if (verdict.outcome() == Outcome.REGRESSION) {
          assertTrue(verdict.measured() < verdict.bound(), verdict.toString());
          regressions++;
        }
      }
    }
    assertTrue(regressions > 16, "the drop is seen often enough to tell: " + regressions);
  }

  @Test
  void onlyWhatAlarmedIsDecidedAgainAndAtTheStricterLevel() {
    Random random = new Random(6);
    List<Gated> first =
        List.of(
            gated(draw(random, 20, MEAN), 0.79, 0.79, 0.80),
            gated(draw(random, 20, MEAN), MEAN, MEAN, MEAN));
    SortedMap<Long, Double> six = new TreeMap<>(first.get(0).fresh());
    six.putAll(java.util.Map.of(4L, 0.88, 5L, 0.87, 6L, 0.88));
    Gated recovered =
        new Gated("p/e", "", "student, n=10", "accuracy", first.get(0).baseline(), six, 10_000);
    List<Verdict> verdicts =
        RegressionGate.secondLook(first, List.of(recovered, first.get(1)), 0.002, "smoke", "cpu");
    assertEquals(Outcome.NO_REGRESSION, verdicts.get(0).outcome());
    assertTrue(verdicts.get(0).note().startsWith("alarmed with 3 seeds, decided on 6"));
    assertEquals(0.002, verdicts.get(0).detail().get("family_wise_level"));
    assertEquals(0.05, verdicts.get(1).detail().get("family_wise_level"));
  }
}
