package io.retort.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Map<String, ReferenceValue> PRINTED =
      Map.of(
          "v",
          new ReferenceValue("v", "p/e", "student, n=10", "accuracy", 0.8, 2, 10_000, 0, "T1"));
  private static final Claim VALUE =
      new Claim(
          "c",
          "p/e",
          Claim.Kind.VALUE,
          "reaches .8",
          "accuracy",
          "student, n=10",
          "",
          "v",
          0.02,
          "T1",
          "");

  private static Observations.Row row(
      String condition, long seed, double value, boolean... correct) {
    return new Observations.Row(
        "", Condition.parse(condition), seed, Map.of("accuracy", value), correct, List.of());
  }

  private static Verdict judge(Claim claim, boolean valuesApply, Observations.Row... rows) {
    return Judge.judge(
        claim,
        PRINTED,
        new Context(new Observations(Arrays.asList(rows)), "paper", "", valuesApply, "cpu"));
  }

  private static Observations.Row[] students(double... values) {
    Observations.Row[] rows = new Observations.Row[values.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row("student, n=10", i + 1, values[i]);
    }
    return rows;
  }

  @Test
  void valuesCloseToThePrintedOneAreReproduced() {
    Verdict verdict = judge(VALUE, true, students(0.801, 0.799, 0.800, 0.802));
    assertEquals(Outcome.REPRODUCED, verdict.outcome());
    assertTrue(verdict.pValue() < 0.05);
    assertEquals(0.8005, verdict.measured(), 1e-12);
  }

  @Test
  void valuesFarFromThePrintedOneAreNotReproduced() {
    Verdict verdict = judge(VALUE, true, students(0.70, 0.71, 0.70, 0.71));
    assertEquals(Outcome.NOT_REPRODUCED, verdict.outcome());
    assertTrue(verdict.note().startsWith("9.5 points below the printed 0.8"), verdict.note());
  }

  @Test
  void aPrintedGainIsComparedWithTheDifferenceOfEachSeed() {
    // Both drift from seed to seed, the difference hardly: 0.050, 0.052, 0.048.
    Observations.Row[] rows = {
      row("student", 1, 0.60), row("baseline", 1, 0.550),
      row("student", 2, 0.70), row("baseline", 2, 0.648),
      row("student", 3, 0.80), row("baseline", 3, 0.752),
      row("student", 4, 0.99) // without a partner
    };
    Verdict gain = judge(difference(Claim.Kind.VALUE, 0.01), rows);
    assertEquals(0.05, gain.measured(), 1e-12);
    assertEquals(List.of(1L, 2L, 3L), gain.seeds());
    assertEquals(Outcome.REPRODUCED, gain.outcome());
    assertEquals(Outcome.REPRODUCED, judge(difference(Claim.Kind.AT_MOST, 0.005), rows).outcome());
    assertEquals(Outcome.INCONCLUSIVE, judge(difference(Claim.Kind.AT_MOST, 0), rows).outcome());
  }

  @Test
  void aDifferenceIsWithinABoundOnBothSidesOfIt() {
    Claim within = difference(Claim.Kind.WITHIN, 0); // within 0.05
    assertEquals(Outcome.REPRODUCED, judge(within, pairs(.01, .02, .015)).outcome());
    assertEquals(Outcome.REPRODUCED, judge(within, pairs(-.01, -.02, -.015)).outcome());
    assertEquals(Outcome.NOT_REPRODUCED, judge(within, pairs(.10, .11, .10)).outcome());
    assertEquals(Outcome.NOT_REPRODUCED, judge(within, pairs(-.10, -.11, -.10)).outcome());
    assertEquals(Outcome.INCONCLUSIVE, judge(within, pairs(-.05, -.06, -.04)).outcome());
    assertEquals(
        "-0.0150 on average, less, either way, than 0.05 is printed",
        judge(within, pairs(-.01, -.02, -.015)).note());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Claim(
                "g", "p/e", Claim.Kind.WITHIN, "s", "accuracy", "student", "", "g", 0, "T1", ""));
  }

  private static Observations.Row[] pairs(double... differences) {
    List<Observations.Row> rows = new ArrayList<>();
    for (int i = 0; i < differences.length; i++) {
      rows.add(row("student", i + 1, .6 + differences[i]));
      rows.add(row("baseline", i + 1, .6));
    }
    return rows.toArray(Observations.Row[]::new);
  }

  private static Claim difference(Claim.Kind kind, double margin) {
    return new Claim(
        "g", "p/e", kind, "gains .05", "accuracy", "student", "baseline", "g", margin, "T1", "");
  }

  private static Verdict judge(Claim claim, Observations.Row... rows) {
    ReferenceValue printed =
        new ReferenceValue("g", "p/e", "student", "accuracy_gain", 0.05, 3, 0, 0, "T1");
    return Judge.judge(
        claim,
        Map.of("g", printed),
        new Context(new Observations(Arrays.asList(rows)), "paper", "", true, "cpu"));
  }

  @Test
  void scatteredValuesAreInconclusive() {
    assertEquals(
        Outcome.INCONCLUSIVE, judge(VALUE, true, students(0.70, 0.85, 0.79, 0.9)).outcome());
    assertEquals(Outcome.INCONCLUSIVE, judge(VALUE, true, students(0.80)).outcome());
  }

  @Test
  void thePrintedValuesOwnErrorCounts() {
    // Just inside the margin: certain against an exact 0.80, not against one read off 100 items.
    double[] values = {0.811, 0.812, 0.811, 0.812};
    assertEquals(Outcome.REPRODUCED, judge(VALUE, true, students(values)).outcome());
    Map<String, ReferenceValue> coarse =
        Map.of(
            "v", new ReferenceValue("v", "p/e", "student, n=10", "accuracy", 0.8, 2, 100, 0, "T1"));
    Verdict verdict =
        Judge.judge(
            VALUE,
            coarse,
            new Context(new Observations(List.of(students(values))), "paper", "", true, "cpu"));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
  }

  @Test
  void thePrintedSpreadOfTheirRunsCountsInsteadOfOurs() {
    double[] values = {0.801, 0.802, 0.801, 0.802};
    for (boolean wide : new boolean[] {false, true}) {
      ReferenceValue printed =
          new ReferenceValue(
              "v", "p/e", "student, n=10", "accuracy", 0.8, 3, 0, 3, wide ? 0.03 : 0.003, "T1");
      // sd / sqrt(3), and the rounding of the third decimal
      assertEquals(
          Math.hypot((wide ? 0.03 : 0.003) / Math.sqrt(3), 0.001 / Math.sqrt(12)),
          printed.error(),
          1e-12);
      Verdict verdict =
          Judge.judge(
              VALUE,
              Map.of("v", printed),
              new Context(new Observations(List.of(students(values))), "paper", "", true, "cpu"));
      assertEquals(wide ? Outcome.INCONCLUSIVE : Outcome.REPRODUCED, verdict.outcome());
    }
  }

  @Test
  void claimsOnNetworksOfPublishedSizeAreJudgedAtPaperScaleOnly() {
    Claim full =
        new Claim(
            "c",
            "p/e",
            Claim.Kind.ORDERING,
            "s",
            "accuracy",
            "student, n=10",
            "baseline, n=10",
            "",
            0,
            "T1",
            "pretrained full-size");
    List<Observations.Row> rows = new ArrayList<>(List.of(students(0.9, 0.91, 0.92)));
    for (int seed = 1; seed <= 3; seed++) {
      rows.add(row("baseline, n=10", seed, 0.8));
    }
    Observations seen = new Observations(rows);
    Verdict small = Judge.judge(full, PRINTED, new Context(seen, "reduced", "", false, "cpu"));
    assertEquals(Outcome.NOT_APPLICABLE, small.outcome());
    assertTrue(small.note().contains("published size"), small.note());
    assertEquals(0.11, small.measured(), 1e-12, "what was seen is shown all the same");
    assertEquals(
        Outcome.HOLDS,
        Judge.judge(full, PRINTED, new Context(seen, "paper", "", false, "cpu")).outcome());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Claim(
                "c", "p/e", Claim.Kind.ORDERING, "s", "accuracy", "a", "b", "", 0, "T1", "huge"));
  }

  @Test
  void printedValuesAreNotApplicableBelowPaperScaleButTheMeasuredValueIsShown() {
    Verdict verdict = judge(VALUE, false, students(0.8, 0.8, 0.8));
    assertEquals(Outcome.NOT_APPLICABLE, verdict.outcome());
    assertEquals(0.8, verdict.measured(), 1e-12);
    assertEquals(Outcome.NOT_APPLICABLE, judge(VALUE, true).outcome());
  }

  @Test
  void aClaimOnAnUnknownPrintedValueIsAnError() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Judge.judge(
                    VALUE,
                    Map.of(),
                    new Context(new Observations(List.of()), "paper", "", true, "cpu")));
    assertEquals("claim c: no printed value [v] in values.csv", e.getMessage());
  }

  private static final Claim ORDERING =
      new Claim(
          "o",
          "p/e",
          Claim.Kind.ORDERING,
          "beats",
          "accuracy",
          "student, n=10",
          "baseline, n=10",
          "",
          0,
          "F3",
          "");

  private static boolean[] items(int right, int of) {
    boolean[] items = new boolean[of];
    Arrays.fill(items, 0, right, true);
    return items;
  }

  private static Observations.Row[] pairs(double[] better, double[] worse, int of) {
    List<Observations.Row> rows = new ArrayList<>();
    for (int i = 0; i < better.length; i++) {
      rows.add(row("student, n=10", i + 1, better[i], items((int) Math.round(better[i] * of), of)));
      rows.add(row("baseline, n=10", i + 1, worse[i], items((int) Math.round(worse[i] * of), of)));
    }
    return rows.toArray(new Observations.Row[0]);
  }

  @Test
  void anOrderingSeenInEverySeedAndInTheItemsHolds() {
    Verdict verdict =
        judge(
            ORDERING, true, pairs(new double[] {.8, .81, .82}, new double[] {.7, .72, .71}, 1000));
    assertEquals(Outcome.HOLDS, verdict.outcome());
    assertEquals(0.1, verdict.measured(), 1e-9);
    assertTrue(verdict.detail().get("mcnemar_one_sided_p_largest") < 1e-10);
    assertTrue(verdict.detail().get("by_item_low") > 0.08);
  }

  @Test
  void theOppositeOrderingDoesNotHold() {
    assertEquals(
        Outcome.DOES_NOT_HOLD,
        judge(ORDERING, true, pairs(new double[] {.7, .72, .71}, new double[] {.8, .81, .82}, 1000))
            .outcome());
  }

  @Test
  void seedsThatDisagreeOrItemsThatAreTooFewAreInconclusive() {
    assertEquals(
        Outcome.INCONCLUSIVE,
        judge(ORDERING, true, pairs(new double[] {.8, .7, .82}, new double[] {.7, .78, .71}, 1000))
            .outcome());
    // Every seed gains one of twenty items: certain by seed, not by item.
    Verdict few =
        judge(
            ORDERING, true, pairs(new double[] {.80, .80, .80}, new double[] {.75, .75, .75}, 20));
    assertEquals(Outcome.INCONCLUSIVE, few.outcome());
  }

  @Test
  void onlySeedsThatBothConditionsHaveArePaired() {
    Verdict verdict =
        judge(
            ORDERING,
            true,
            row("student, n=10", 1, .8),
            row("student, n=10", 2, .8),
            row("baseline, n=10", 2, .7),
            row("baseline, n=10", 3, .7));
    assertEquals(List.of(2L), verdict.seeds());
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
    assertEquals(
        Outcome.NOT_APPLICABLE, judge(ORDERING, true, row("student, n=10", 1, .8)).outcome());
  }

  @Test
  void aLeadThatFallsWithEveryTenfoldShrinks() {
    Claim claim =
        new Claim(
            "g",
            "p/e",
            Claim.Kind.SHRINKING_LEAD,
            "shrinks",
            "accuracy",
            "student, n=*",
            "baseline, n=*",
            "",
            0,
            "4.2",
            "");
    List<Observations.Row> rows = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++) {
      int[] sizes = {10, 100, 1000};
      double[] leads = {0.3 + 0.01 * seed, 0.2, 0.1};
      for (int i = 0; i < 3; i++) {
        rows.add(row("student, n=" + sizes[i], seed, 0.5 + leads[i]));
        rows.add(row("baseline, n=" + sizes[i], seed, 0.5));
      }
    }
    Verdict verdict = judge(claim, true, rows.toArray(new Observations.Row[0]));
    assertEquals(Outcome.HOLDS, verdict.outcome());
    assertEquals(0.11, verdict.measured(), 1e-9);
    assertEquals(3.0, verdict.detail().get("grid_points"));
  }

  @Test
  void aVariantsRowsComeBeforeThoseNoVariantTouches() {
    Observations seen =
        new Observations(
            List.of(
                new Observations.Row(
                    "printed",
                    Condition.parse("student, n=10"),
                    1,
                    Map.of("accuracy", .6),
                    new boolean[0],
                    List.of()),
                row("teacher", 1, .9)));
    assertEquals(.6, seen.values("printed", "student, n=10", "accuracy").get(1L));
    assertEquals(.9, seen.values("printed", "teacher", "accuracy").get(1L));
    assertTrue(seen.values("other", "student, n=10", "accuracy").isEmpty());
    assertFalse(seen.varies("printed", "teacher"));
  }

  @Test
  void aPrintedMeanOfFewRunsIsLessCertainThanAnExactOne() {
    double[] values = {0.77, 0.75, 0.73, 0.75};
    assertEquals(Outcome.NOT_REPRODUCED, judge(VALUE, true, students(values)).outcome());
    Map<String, ReferenceValue> oneRun =
        Map.of(
            "v",
            new ReferenceValue("v", "p/e", "student, n=10", "accuracy", 0.8, 2, 10_000, 1, "T1"));
    Verdict verdict =
        Judge.judge(
            VALUE,
            oneRun,
            new Context(new Observations(List.of(students(values))), "paper", "", true, "cpu"));
    assertEquals(Outcome.INCONCLUSIVE, verdict.outcome());
  }

  @Test
  void whereNobodyLeadsNoLeadShrinks() {
    Claim claim =
        new Claim(
            "g",
            "p/e",
            Claim.Kind.SHRINKING_LEAD,
            "shrinks",
            "accuracy",
            "student, n=*",
            "baseline, n=*",
            "",
            0,
            "4.2",
            "");
    List<Observations.Row> rows = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++) {
      int[] sizes = {10, 100, 1000};
      double[] leads = {-0.1 - 0.001 * seed, -0.2, -0.3};
      for (int i = 0; i < 3; i++) {
        rows.add(row("student, n=" + sizes[i], seed, 0.5 + leads[i]));
        rows.add(row("baseline, n=" + sizes[i], seed, 0.5));
      }
    }
    Verdict verdict = judge(claim, true, rows.toArray(new Observations.Row[0]));
    assertEquals(Outcome.DOES_NOT_HOLD, verdict.outcome());
    assertTrue(verdict.note().startsWith("no lead to shrink: -10.2 points"), verdict.note());
  }

  private static final Claim COUNT =
      new Claim(
          "size",
          "p/model-sizes",
          Claim.Kind.COUNT,
          "the network has 0.8 parameters",
          "accuracy",
          "student, n=10",
          "",
          "v",
          .01,
          "Table 2",
          "");

  @Test
  void aCountNeedsOneRunAndItsLastPrintedDigitDecides() {
    Verdict printed = judge(COUNT, false, students(.8));
    assertEquals(Outcome.REPRODUCED, printed.outcome());
    assertEquals("the printed number", printed.note());
    assertEquals(Verdict.Question.PAPER_AGREEMENT, printed.question());
    // 0.80 stands for 0.795 to 0.805 when rounded, 0.80 to 0.81 when cut off
    assertEquals(Outcome.REPRODUCED, judge(COUNT, false, students(.8099)).outcome());
    assertEquals(Outcome.NOT_REPRODUCED, judge(COUNT, false, students(.811)).outcome());
    assertEquals(Outcome.REPRODUCED, judge(COUNT, false, students(.7951)).outcome());
    assertEquals(Outcome.NOT_REPRODUCED, judge(COUNT, false, students(.7949)).outcome());
    assertEquals(Outcome.NOT_APPLICABLE, judge(COUNT, false).outcome());
  }

  @Test
  void aClaimThatPresumesPretrainingIsNotApplicableWhereTheWeightsWereNotAtHand() {
    Claim presuming =
        new Claim(
            "better",
            "p/e",
            Claim.Kind.ORDERING,
            "student beats baseline",
            "accuracy",
            "student, n=10",
            "baseline, n=10",
            "",
            0,
            "Table 2",
            "pretrained");
    List<Observations.Row> rows = new ArrayList<>();
    for (long seed = 1; seed <= 3; seed++) {
      for (String condition : List.of("student, n=10", "baseline, n=10")) {
        boolean student = condition.startsWith("student");
        rows.add(
            new Observations.Row(
                "",
                Condition.parse(condition),
                seed,
                Map.of("accuracy", student ? .9 + .001 * seed : .5),
                new boolean[0],
                student ? List.of("resnet50") : List.of()));
      }
    }
    Verdict verdict = judge(presuming, true, rows.toArray(new Observations.Row[0]));
    assertEquals(Outcome.NOT_APPLICABLE, verdict.outcome());
    assertTrue(verdict.note().contains("resnet50 was not at hand"), verdict.note());
    rows.replaceAll(
        r ->
            new Observations.Row(
                r.variant(), r.condition(), r.seed(), r.metrics(), r.correct(), List.of()));
    assertEquals(
        Outcome.HOLDS, judge(presuming, true, rows.toArray(new Observations.Row[0])).outcome());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Claim(
                "x", "p/e", Claim.Kind.ORDERING, "", "accuracy", "a", "b", "", 0, "", "luck"));
  }

  @Test
  void whatAnotherReadingOrAnotherRoleLackedDoesNotMatter() {
    Claim shrinking =
        new Claim(
            "shrinks",
            "p/e",
            Claim.Kind.SHRINKING_LEAD,
            "",
            "accuracy",
            "student, n=*",
            "baseline, n=*",
            "",
            0,
            "",
            "pretrained");
    List<Observations.Row> rows = new ArrayList<>();
    for (String variant : List.of("one", "other")) {
      List<String> lacking = variant.equals("other") ? List.of("resnet50") : List.of();
      rows.add(
          new Observations.Row(
              variant,
              Condition.parse("student, n=10"),
              1,
              Map.of("accuracy", .9),
              new boolean[0],
              lacking));
    }
    rows.add(
        new Observations.Row(
            "", Condition.parse("upper"), 1, Map.of(), new boolean[0], List.of("resnet18")));
    Observations seen = new Observations(rows);
    assertFalse(
        Judge.judge(shrinking, PRINTED, new Context(seen, "paper", "one", true, "cpu"))
            .note()
            .contains("not pretrained"));
    assertTrue(
        Judge.judge(shrinking, PRINTED, new Context(seen, "paper", "other", true, "cpu"))
            .note()
            .contains("resnet50 was not at hand"));
  }

  private static Claim bound(Claim.Kind kind) {
    return new Claim(
        "bound", "p/e", kind, "", "accuracy", "student, n=10", "", "v", .01, "Section 5", "");
  }

  @Test
  void aPrintedBoundHoldsWhereTheWholeIntervalIsOnItsSide() {
    // the printed value is 0.80, the margin 0.01
    Claim most = bound(Claim.Kind.AT_MOST);
    assertEquals(Outcome.REPRODUCED, judge(most, true, students(.70, .71, .72)).outcome());
    assertEquals(Outcome.NOT_REPRODUCED, judge(most, true, students(.83, .84, .85)).outcome());
    assertEquals(Outcome.INCONCLUSIVE, judge(most, true, students(.79, .81, .82)).outcome());
    assertEquals(Outcome.NOT_APPLICABLE, judge(most, false, students(.70, .71)).outcome());
    assertEquals(Outcome.INCONCLUSIVE, judge(most, true, students(.7)).outcome());
    Claim least = bound(Claim.Kind.AT_LEAST);
    assertEquals(Outcome.REPRODUCED, judge(least, true, students(.83, .84, .85)).outcome());
    assertEquals(Outcome.NOT_REPRODUCED, judge(least, true, students(.70, .71, .72)).outcome());
  }
}
