package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.ReferenceValue;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.experiment.RunSummary;
import io.retort.provenance.Environment;
import io.retort.provenance.RunRecord;
import io.retort.training.LearningCurve;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TwoClassFiguresTest {
  private static final Experiment ROC = Experiments.byId("khan2022/roc");
  private static final Experiment SWEEP = Experiments.byId("khan2022/temperature-sweep");

  /** Four test items, two of each class; the answers are those of the margins. */
  private static CellResult result(String condition, String reading, long seed, float... margins) {
    StringBuilder answers = new StringBuilder();
    for (float margin : margins) {
      answers.append(margin > 0 ? '1' : '0');
    }
    return new CellResult(
        "khan2022/students",
        "smoke",
        reading,
        condition,
        seed,
        "k",
        Map.of("accuracy", .5, "auc", .75),
        "0011",
        answers.toString(),
        margins,
        new LearningCurve(List.of(), 1),
        "w",
        "s",
        Map.of(),
        Map.of(),
        Map.of(),
        new RunRecord(
            "r", "d", "c", Environment.current("e", "cpu", 1), "2026", 1, 0, "s", List.of()));
  }

  private static final List<CellResult> RESULTS =
      List.of(
          result("teacher", "written", 1, -2, -1, 1, 2),
          result("teacher", "written", 2, -2, 1, -1, 2),
          result("dsnet", "written", 1, 1, 2, -2, -1),
          result("teacher", "published", 1, 1, 2, -2, -1)); // not the default: not shown

  private static ExperimentFigures figures(Experiment experiment, ReferenceValue... printed) {
    return new ExperimentFigures(
        experiment,
        RESULTS,
        RunSummary.observations(experiment, RESULTS),
        List.of(printed),
        "none");
  }

  @Test
  void theLegendOfRocCurvesNamesAreasAndPrintedOnes() {
    String svg =
        figures(
                ROC,
                new ReferenceValue("a", ROC.id(), "teacher", "auc", .99, 2, 0, 0, "F7"),
                new ReferenceValue("b", ROC.id(), "teacher", "auc", .98, 2, 0, 0, "F7"))
            .main();
    // seed 1 separates the classes; seed 2 has three of four pairs right: (1 + 0.75) / 2
    assertTrue(svg.contains("teacher: area 0.875"), svg);
    assertTrue(svg.contains("printed 0.98 and 0.99"), svg);
    assertTrue(svg.contains("dsnet: area 0.000, by item 0.000 to 0.000"), svg);
  }

  @Test
  void softenedProbabilitiesShowLogitsAndProbabilitiesAndThePrintedPoints() {
    Map<String, String> further =
        figures(
                SWEEP,
                new ReferenceValue(
                    "s",
                    SWEEP.id(),
                    "teacher, T=3",
                    "softened_probability",
                    .59,
                    2,
                    0,
                    0,
                    "Section 4.1"))
            .further();
    assertEquals(1, further.size());
    String svg = further.values().iterator().next();
    // margins of 1 and 2 in absolute value, as often: the median at T = 1 lies between their
    // sigmoids
    double middle = (1 / (1 + Math.exp(-1)) + 1 / (1 + Math.exp(-2))) / 2;
    assertTrue(
        svg.contains(
            String.format(java.util.Locale.ROOT, "softmax(logits / T) at 1: %.4f", middle)),
        svg);
    assertTrue(svg.contains("printed for teacher, T=3: 0.5900"), svg);
  }

  @Test
  void confusionMatricesSumSeedsAndTheirIntervalsCountTestItemsOnce() {
    List<ConfusionTable> tables = ConfusionTable.of(ROC, RESULTS);
    assertEquals(2, tables.size(), "the default reading of two conditions");
    ConfusionTable teacher = tables.get(0);
    assertEquals("teacher", teacher.condition());
    assertEquals(2, teacher.seeds());
    assertEquals(List.of("benign", "malignant"), teacher.columns());
    ConfusionTable.Row benign = teacher.rows().get(0);
    assertEquals("3", benign.cells().get(0).count());
    assertEquals("1", benign.cells().get(1).count());
    assertTrue(benign.cells().get(0).right());
    // 3 of 4 answers on 2 items: as Wilson has 2 of 2 (1.5, rounded) at 95 %
    assertTrue(benign.recall().startsWith("0.750 (0.342 to 1.000)"), benign.recall());
  }
}
