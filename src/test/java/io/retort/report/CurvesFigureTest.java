package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.ReferenceValue;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.experiment.RunSummary;
import io.retort.provenance.Environment;
import io.retort.provenance.RunRecord;
import io.retort.training.LearningCurve;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CurvesFigureTest {
  private static final String ID = "vanmolle2021/selective-distillation";

  /** A network that is right on half of the test items at 50 steps and on one more tenth later. */
  private static CellResult result(String role, long seed, String reading) {
    return result(ID, role, seed, reading, Map.of("train_accuracy", .9));
  }

  private static CellResult result(
      String experiment, String role, long seed, String reading, Map<String, Double> beside) {
    List<LearningCurve.Point> points = new ArrayList<>();
    for (int i = 10; i <= 100; i += 10) {
      Map<String, Double> metrics = new HashMap<>(beside);
      metrics.put("accuracy", i / 200.0);
      points.add(new LearningCurve.Point(i, 1, metrics));
    }
    RunRecord record =
        new RunRecord(
            "r", "d", "c", Environment.current("e", "cpu", 1), "2026", 1, 0, "s", List.of());
    return new CellResult(
        experiment,
        "smoke",
        reading,
        role,
        seed,
        "k",
        Map.of("accuracy", .5, "train_accuracy", .9),
        "0",
        "0",
        new float[0],
        new LearningCurve(points, 100),
        "w",
        "s",
        Map.of(),
        Map.of(),
        Map.of(),
        record);
  }

  private static ExperimentFigures figures() {
    List<CellResult> results =
        List.of(
            result("teacher", 1, ""),
            result("student", 1, "hinton"),
            result("student", 2, "hinton"),
            result("selective", 1, "hinton"),
            result("selective", 1, "printed")); // not the default: not shown
    return new ExperimentFigures(
        Experiments.byId(ID),
        results,
        RunSummary.observations(Experiments.byId(ID), results),
        List.of(
            new ReferenceValue("a", ID, "selective", "train_accuracy", .95, 2, 0, 1, "T"),
            new ReferenceValue("b", ID, "teacher", "train_accuracy", .77, 2, 0, 1, "T"),
            new ReferenceValue("c", "other/one", "student", "accuracy", .1, 2, 0, 1, "T")),
        "none");
  }

  @Test
  void theSecondHalfIsShownWithTheMeanOverTheSeedsOfTheDefaultReading() {
    String svg = figures().main();
    // four series of the points at 50, 60, ..., 100
    assertEquals(4 * 6, Pattern.compile("<circle").matcher(svg).results().count());
    assertTrue(svg.contains("<title>default, test set at 50: 0.2500</title>"), svg);
    assertTrue(svg.contains("<title>selective, train set at 100: 0.9000</title>"), svg);
    assertFalse(svg.contains("at 40:"), svg);
  }

  @Test
  void onlyPrintedValuesOfItsOwnSeriesAreDrawn() {
    String svg = figures().main();
    assertTrue(svg.contains("<title>printed train accuracy for selective: 0.9500</title>"), svg);
    assertFalse(svg.contains("for teacher"), svg);
    assertFalse(svg.contains("0.1000"), svg);
  }

  /** Its teacher is another experiment's cell, whose curve has a metric more. */
  @Test
  void aPanelNamesOnlyNetworksWhoseCurvesHaveItsMetric() {
    Experiment annealing = Experiments.byId("vanmolle2021/cifar-grey-to-color-annealing");
    List<CellResult> results =
        List.of(
            result("teacher", 1, ""),
            result(annealing.id(), "upper", 1, "", Map.of()),
            result(annealing.id(), "baseline", 1, "", Map.of()),
            result(annealing.id(), "student, range=0.6->0.2", 1, "hinton", Map.of()));
    assertEquals(
        List.of(
            "Training loss: upper and teacher and baseline",
            "Accuracy while training: upper and teacher and baseline",
            "Train accuracy while training: teacher",
            "Training loss: student",
            "Accuracy while training: student"),
        List.copyOf(
            new ExperimentFigures(
                    annealing,
                    results,
                    RunSummary.observations(annealing, results),
                    List.of(),
                    "none")
                .curves()
                .keySet()));
  }

  @Test
  void everyMetricOfTheCurvesHasItsPanelPerGroupOfRoles() {
    assertEquals(
        List.of(
            "Training loss: teacher",
            "Accuracy while training: teacher",
            "Train accuracy while training: teacher",
            "Training loss: student and selective",
            "Accuracy while training: student and selective",
            "Train accuracy while training: student and selective"),
        List.copyOf(figures().curves().keySet()));
  }
}
