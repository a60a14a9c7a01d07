package io.retort.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BestJudgeTest {
  private static final Claim BEST =
      new Claim(
          "b",
          "p/e",
          Claim.Kind.BEST,
          "T = 10 is best",
          "accuracy",
          "dsnet, T=10",
          "dsnet, T=*",
          "",
          0,
          "T1",
          "");

  /** Values of each temperature by seed. */
  private static Verdict judge(Map<Integer, double[]> values) {
    List<Observations.Row> rows = new ArrayList<>();
    values.forEach(
        (t, bySeed) -> {
          for (int seed = 0; seed < bySeed.length; seed++) {
            rows.add(
                new Observations.Row(
                    "",
                    Condition.of("dsnet", "T", t),
                    seed + 1,
                    Map.of("accuracy", bySeed[seed]),
                    new boolean[0],
                    List.of()));
          }
        });
    rows.add(
        new Observations.Row(
            "", Condition.of("teacher"), 1, Map.of("accuracy", .99), new boolean[0], List.of()));
    return Judge.judge(
        BEST, Map.of(), new Context(new Observations(rows), "paper", "", true, "cpu"));
  }

  @Test
  void aConditionThatLeadsEveryOtherInEverySeedIsBest() {
    Verdict verdict =
        judge(
            Map.of(
                3, new double[] {.80, .81, .79, .80},
                10, new double[] {.90, .91, .89, .90},
                20, new double[] {.85, .86, .84, .85}));
    assertEquals(Outcome.HOLDS, verdict.outcome());
    assertEquals(.05, verdict.measured(), 1e-12);
    assertTrue(verdict.intervalMeaning().startsWith("95.0 % interval"), verdict.intervalMeaning());
    assertTrue(verdict.note().startsWith("10 ranks 1 of 3"), verdict.note());
    assertTrue(verdict.note().contains("the best is 10, 10, 10, 10"), verdict.note());
  }

  @Test
  void aConditionThatAnotherLeadsIsNotBest() {
    Verdict verdict =
        judge(
            Map.of(
                3, new double[] {.80, .81, .79, .80},
                10, new double[] {.85, .86, .84, .85},
                20, new double[] {.90, .91, .89, .90}));
    assertEquals(Outcome.DOES_NOT_HOLD, verdict.outcome());
    assertTrue(verdict.note().startsWith("10 ranks 2 of 3"), verdict.note());
  }

  @Test
  void oneSeedCannotTellAndEqualValuesAreATie() {
    Verdict verdict =
        judge(Map.of(3, new double[] {.8}, 10, new double[] {.8}, 20, new double[] {.7}));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
    assertTrue(verdict.note().contains("a tie of 2"), verdict.note());
  }

  @Test
  void theBetterOfTwoIsNotTheBestOfSeveral() {
    Verdict verdict =
        judge(Map.of(3, new double[] {.80, .81, .79}, 10, new double[] {.90, .91, .89}));
    assertEquals(Outcome.NOT_APPLICABLE, verdict.outcome());
  }

  @Test
  void ofConditionsThatDoNotDifferHardlyEverOneIsCalledBestOrBeaten() {
    SplittableRandom random = new SplittableRandom(7);
    int judged = 0;
    int rounds = 400;
    for (int round = 0; round < rounds; round++) {
      Map<Integer, double[]> noise = new java.util.HashMap<>();
      for (int t : new int[] {1, 3, 5, 7, 10, 20, 50, 70, 90, 100}) {
        double[] bySeed = new double[5];
        for (int seed = 0; seed < bySeed.length; seed++) {
          bySeed[seed] = .8 + .03 * random.nextGaussian();
        }
        noise.put(t, bySeed);
      }
      judged += judge(noise).outcome() == Outcome.INCONCLUSIVE ? 0 : 1;
    }
    assertTrue(judged <= .06 * rounds, judged + " of " + rounds);
  }

  @Test
  void theBlockedTestAgreesWithAWorkedExample() {
    // treatment sums 6, 15; block sums 5, 7, 9 of (1, 2, 3) and (4, 5, 6): no error is left
    assertEquals(0, Statistics.blockedP(new double[][] {{1, 2, 3}, {4, 5, 6}}));
    assertEquals(1, Statistics.blockedP(new double[][] {{1, 2, 3}, {1, 2, 3}}));
    // two treatments: F is the square of the paired t statistic. Differences 1, 2, 6: t = 1.964, 2
    // df
    double t = 3 / (Math.sqrt(7) / Math.sqrt(3));
    double p =
        2
            * (1
                - new org.apache.commons.math3.distribution.TDistribution(2)
                    .cumulativeProbability(t));
    assertEquals(p, Statistics.blockedP(new double[][] {{1, 2, 3}, {2, 4, 9}}), 1e-9);
  }

  @Test
  void aBestValueNeedsAStarToBeComparedWith() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Claim(
                "b",
                "p/e",
                Claim.Kind.BEST,
                "s",
                "accuracy",
                "dsnet, T=10",
                "dsnet, T=3",
                "",
                0,
                "T1",
                ""));
  }

  @Test
  void theComparisonThatDecidesIsTheOneThatIsShown() {
    // 20 leads on average, but not surely; 3 is surely a little ahead of 10
    Verdict verdict =
        judge(
            Map.of(
                3, new double[] {.811, .810, .809},
                10, new double[] {.80, .80, .80},
                20, new double[] {.85, .79, .82}));
    assertEquals(Outcome.DOES_NOT_HOLD, verdict.outcome());
    assertTrue(verdict.note().contains("against 3 decides"), verdict.note());
    assertTrue(verdict.interval().high() < 0);
  }

  @Test
  void aStarStandsForTheValueOfOneParameter() {
    String pattern = "student, loss=kl, alpha=*";
    assertEquals(
        Optional.of("0.1"),
        OrderingJudge.starred(pattern, Condition.parse("student, loss=kl, alpha=0.1")));
    assertEquals(
        Optional.empty(),
        OrderingJudge.starred(
            pattern, Condition.parse("student, loss=kl, alpha=0.1, curriculum=yes")));
    assertEquals(
        Optional.of("0.1"),
        OrderingJudge.starred(
            pattern + ", curriculum=yes",
            Condition.parse("student, loss=kl, alpha=0.1, curriculum=yes")));
  }

  @Test
  void withoutValuesOfTheSubjectNothingIsSaid() {
    Verdict verdict = judge(Map.of(3, new double[] {.8, .9}, 20, new double[] {.7, .6}));
    assertEquals(Outcome.NOT_APPLICABLE, verdict.outcome());
  }

  @Test
  void fewTestItemsKeepSeedsFromDeciding() {
    List<Observations.Row> rows = new ArrayList<>();
    for (int seed = 1; seed <= 4; seed++) {
      for (int t : new int[] {3, 10, 20}) {
        boolean[] correct = new boolean[20]; // 16 and 17 of 20, in every seed
        java.util.Arrays.fill(correct, 0, t == 10 ? 17 : 16, true);
        rows.add(
            new Observations.Row(
                "",
                Condition.of("dsnet", "T", t),
                seed,
                Map.of("accuracy", t == 10 ? .85 : .8),
                correct,
                List.of()));
      }
    }
    Verdict verdict =
        Judge.judge(BEST, Map.of(), new Context(new Observations(rows), "paper", "", true, "cpu"));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
  }
}
