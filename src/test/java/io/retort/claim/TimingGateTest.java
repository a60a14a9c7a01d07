package io.retort.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.TimingGate.Judged;
import io.retort.claim.TimingGate.Timed;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimingGateTest {
  /** As many as {@code -Pjmh-full} measures, each in as many processes. */
  private static final int BENCHMARKS = 40;

  private static final int FORKS = 5;

  /** Times of processes around a mean. */
  private static double[] draw(Random random, double mean, double spread) {
    double[] times = new double[FORKS];
    for (int i = 0; i < FORKS; i++) {
      times[i] = mean * Math.exp(spread * random.nextGaussian());
    }
    return times;
  }

  private static Judged judge(double[] recorded, double... fresh) {
    return TimingGate.judge(List.of(new Timed("b", recorded, fresh))).get(0);
  }

  /** With a spread that makes a tenth more time nothing, so that the intervals alone decide. */
  @Test
  void unchangedSuitesAreCalledSlowerNoMoreOftenThanTheLevelPromises() {
    Random random = new Random(1);
    int suites = 2_000;
    int alarms = 0;
    for (int s = 0; s < suites; s++) {
      List<Timed> suite = new ArrayList<>();
      for (int b = 0; b < BENCHMARKS; b++) {
        suite.add(new Timed("b" + b, draw(random, 7, .3), draw(random, 7, .3)));
      }
      if (TimingGate.judge(suite).stream().anyMatch(j -> j.outcome() == Outcome.REGRESSION)) {
        alarms++;
      }
    }
    double rate = (double) alarms / suites;
    double level = TimingGate.LEVEL;
    assertTrue(rate < level + 3 * Math.sqrt(level * (1 - level) / suites), "rate " + rate);
    assertTrue(rate > level / 3, "the level is used, not wasted: " + rate);
  }

  @Test
  void aQuarterMoreTimeIsSeenAmongAllBenchmarksThatAreMeasuredInFull() {
    Random random = new Random(2);
    int seen = 0;
    for (int s = 0; s < 200; s++) {
      List<Timed> suite = new ArrayList<>();
      for (int b = 0; b < BENCHMARKS; b++) {
        suite.add(new Timed("b" + b, draw(random, 7, .03), draw(random, b == 0 ? 8.75 : 7, .03)));
      }
      if (TimingGate.judge(suite).get(0).outcome() == Outcome.REGRESSION) {
        seen++;
      }
    }
    assertTrue(seen > 180, "seen " + seen + " of 200");
  }

  @Test
  void theTimeOfAHealthyRunLiesWhereItIsExpectedInNineCasesOfTen() {
    Random random = new Random(4);
    int runs = 4_000;
    int inside = 0;
    for (int r = 0; r < runs; r++) {
      Interval expected = TimingGate.expected(draw(random, 7, .05), 1);
      double fresh = 7 * Math.exp(.05 * random.nextGaussian());
      inside += expected.low() < fresh && fresh < expected.high() ? 1 : 0;
    }
    double share = (double) inside / runs;
    double level = TimingGate.EXPECTED;
    assertEquals(level, share, 3 * Math.sqrt(level * (1 - level) / runs));
  }

  @Test
  void whatIsCertainButSmallIsNotSlower() {
    Judged judged = judge(new double[] {10, 10.01, 9.99}, 10.6, 10.61, 10.59);
    assertEquals(Outcome.NO_REGRESSION, judged.outcome());
    assertTrue(judged.interval().low() > 1);
    assertTrue(judged.note().contains("less than the 10 %"), judged.note());
  }

  @Test
  void whatIsLargeButCouldBeChanceIsNotSlower() {
    Judged judged = judge(new double[] {8, 10, 12}, 8, 12, 16);
    assertEquals(Outcome.NO_REGRESSION, judged.outcome());
    assertTrue(judged.ratio() > 1.1 && judged.interval().low() < 1, judged.toString());
    assertTrue(judged.note().contains("measure more processes"), judged.note());
  }

  @Test
  void twiceTheTimeIsSlowerAndTheIntervalHoldsTwo() {
    Judged judged = judge(new double[] {10, 10.1, 9.9}, 20, 20.2, 19.8);
    assertEquals(Outcome.REGRESSION, judged.outcome());
    assertTrue(judged.interval().low() < 2 && judged.interval().high() > 2);
  }

  @Test
  void fewerProcessesThanThreeAreShownOnly() {
    Judged judged = judge(new double[] {10, 10.1, 9.9}, 20);
    assertEquals(Outcome.NOT_APPLICABLE, judged.outcome());
    assertNull(judged.interval());
    assertEquals(2, judged.ratio(), 0.01);
    assertTrue(judged.note().startsWith("[1] processes against [3]"), judged.note());
  }

  @Test
  void welchsIntervalIsTheTextbooksForEqualSizesAndSpreads() {
    // variances 1 and 1, n = 3: error sqrt(2/3), 4 degrees, t = 2.776
    Interval interval =
        Statistics.welchInterval(new double[] {1, 2, 3}, new double[] {5, 6, 7}, 0.95);
    assertEquals(4 - 2.7764 * Math.sqrt(2.0 / 3), interval.low(), 1e-3);
    assertEquals(4 + 2.7764 * Math.sqrt(2.0 / 3), interval.high(), 1e-3);
  }

  @Test
  void welchsIntervalWeighsUnequalSizesAndSpreads() {
    // squared errors 1 / 3 and 200 / 2; Welch and Satterthwaite's degrees of freedom by hand
    Interval interval =
        Statistics.welchInterval(new double[] {1, 2, 3}, new double[] {0, 20}, 0.95);
    double error = Math.sqrt(1.0 / 3 + 100);
    double degrees = (1.0 / 3 + 100) * (1.0 / 3 + 100) / ((1.0 / 9) / 2 + 100 * 100);
    assertEquals(8, (interval.low() + interval.high()) / 2, 1e-9);
    assertEquals(
        Statistics.t(0.975, degrees) * error, (interval.high() - interval.low()) / 2, 1e-9);
    assertTrue(degrees < 1.01, "nearly that of the two values alone");
  }

  @Test
  void aTimeOfZeroIsNoTime() {
    assertThrows(IllegalArgumentException.class, () -> judge(new double[] {1, 1, 1}, 0, 1, 1));
  }
}
