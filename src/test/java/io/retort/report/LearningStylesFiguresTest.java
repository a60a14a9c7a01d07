package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Outcome;
import io.retort.claim.ReferenceValue;
import io.retort.claim.Verdict;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.experiment.Figure;
import io.retort.experiment.RunSummary;
import io.retort.provenance.Environment;
import io.retort.provenance.RunRecord;
import io.retort.training.LearningCurve;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningStylesFiguresTest {
  private static final Experiment TABLE = Experiments.byId("niyaz2023/ham10000-classification");
  private static final Experiment MASKS = Experiments.byId("niyaz2023/ham10000-segmentation");
  private static final Experiment LAYERS = Experiments.byId("niyaz2023/representation-similarity");

  private static CellResult result(
      Experiment experiment,
      String condition,
      long seed,
      Map<String, Double> metrics,
      Map<String, byte[]> planes) {
    return new CellResult(
        experiment.id(),
        "smoke",
        "written",
        condition,
        seed,
        "k",
        metrics,
        "",
        "",
        new float[0],
        new LearningCurve(List.of(), 1),
        "w",
        "s",
        Map.of(),
        Map.of(),
        planes,
        new RunRecord(
            "r", "d", "c", Environment.current("e", "cpu", 1), "2026", 1, 0, "s", List.of()));
  }

  private static Verdict verdict(String id, Outcome outcome) {
    return new Verdict(
        id,
        Verdict.Question.PAPER_AGREEMENT,
        TABLE.id(),
        "paper",
        "written",
        "s",
        "accuracy",
        outcome,
        .8,
        null,
        "",
        .8,
        .02,
        null,
        null,
        null,
        List.of(1L),
        List.of(.8),
        Map.of(),
        "",
        "cpu",
        "",
        null);
  }

  @Test
  void theTableHasStylesSideBySideOursOverTheirsInTheColourOfTheVerdict() {
    List<CellResult> results =
        List.of(
            result(TABLE, "s1, technique=ml, style=v1", 1, Map.of("accuracy", .8), Map.of()),
            result(TABLE, "s1, technique=ml, style=v1", 2, Map.of("accuracy", .82), Map.of()),
            result(TABLE, "s1, technique=ml, style=v3", 1, Map.of("accuracy", .9), Map.of()),
            result(TABLE, "cohort, technique=ml, style=v1", 1, Map.of(), Map.of()));
    ReferenceValue printed =
        new ReferenceValue(
            "t", TABLE.id(), "s1, technique=ml, style=v1", "accuracy", .8178, 4, 0, 3, .00912, "T");
    PivotTable table =
        PivotTable.of(
            TABLE,
            RunSummary.observations(TABLE, results),
            List.of(printed),
            List.of(verdict("t", Outcome.NOT_REPRODUCED)));
    assertEquals(List.of("v1", "v3"), table.columns());
    assertEquals(List.of("accuracy"), table.metrics(), "only what was measured");
    assertEquals(1, table.rows().size(), "a training is no row");
    assertEquals("s1, technique=ml", table.rows().get(0).name());
    List<PivotTable.Cell> cells = table.rows().get(0).cells();
    assertEquals(
        new PivotTable.Cell("81.00 ± 1.41", "81.78 ± 0.91", "bad", "not reproduced"), cells.get(0));
    assertEquals(new PivotTable.Cell("90.00", "", "", ""), cells.get(1));
  }

  @Test
  void barsStandSideBySideAClassAsHighAsTheMeanWithPrintedValuesOverThem() {
    Experiment classes = Experiments.byId("davidi2024/per-class");
    List<CellResult> results =
        List.of(
            result(classes, "student, loss=kl, alpha=0.1", 1, Map.of("f1_mel", .2), Map.of()),
            result(classes, "student, loss=kl, alpha=0.1", 2, Map.of("f1_mel", .6), Map.of()),
            result(
                classes,
                "student, loss=kl, alpha=0.1, curriculum=yes",
                1,
                Map.of("f1_nv", 1.0),
                Map.of()));
    ReferenceValue printed =
        new ReferenceValue(
            "v", classes.id(), "student, loss=kl, alpha=0.1", "f1_mel", .5, 2, 0, 1, 0, "Figure 9");
    String svg =
        new ExperimentFigures(
                classes,
                results,
                RunSummary.observations(classes, results),
                List.of(printed),
                "none")
            .main();
    List<Double> heights =
        java.util.regex.Pattern.compile("<rect x=[^>]* height=\"([0-9.]+)\"")
            .matcher(svg)
            .results()
            .map(match -> Double.valueOf(match.group(1)))
            .toList();
    assertEquals(List.of(104.0, 260.0), heights, "means .4 and 1 of a plot of 260");
    assertEquals(2, svg.split("<path", -1).length - 1, "a diamond over the bar, one in the legend");
    assertTrue(svg.contains("student, loss=kl, alpha=0.1, MEL: 0.4"), svg);
  }

  @Test
  void similaritiesOfSeedsAreAveragedAndWrittenIntoTheMap() {
    String metric = Figure.Similarities.metric("teacher", "stem", "s1", "stage4");
    String corner = Figure.Similarities.metric("teacher", "stem", "s1", "stem");
    String condition = "similarity, technique=kd-on, style=v3";
    List<CellResult> results =
        List.of(
            result(LAYERS, condition, 1, Map.of(metric, .2, corner, 1.0), Map.of()),
            result(LAYERS, condition, 2, Map.of(metric, .3, corner, 1.0), Map.of()));
    String svg =
        new ExperimentFigures(
                LAYERS, results, RunSummary.observations(LAYERS, results), List.of(), "none")
            .further()
            .values()
            .iterator()
            .next();
    assertTrue(svg.contains(">0.25<"), svg);
    assertTrue(svg.contains(">1.00<"), svg);
    assertTrue(svg.contains(condition), svg);
  }

  @Test
  void hardExamplesShowImageTruthAndEachAnswer() {
    Map<String, byte[]> planes = new LinkedHashMap<>();
    planes.put("a", new byte[4]);
    planes.put("image a", new byte[12]);
    planes.put("truth a", new byte[4]);
    List<CellResult> results =
        List.of(
            result(MASKS, "s1, technique=ml, style=v1", 1, Map.of("iou", .5), planes),
            result(MASKS, "s1, technique=ml, style=v1", 2, Map.of("iou", .5), planes),
            result(MASKS, "teacher, technique=ml, style=v1", 1, Map.of("iou", .5), planes));
    String svg =
        new ExperimentFigures(
                MASKS, results, RunSummary.observations(MASKS, results), List.of(), "none")
            .further()
            .values()
            .iterator()
            .next();
    assertEquals(3, svg.split("<image ", -1).length - 1, "image, truth, one student, one seed");
    assertTrue(svg.contains("true mask"), svg);
  }
}
