package io.retort.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.Fixtures;
import io.retort.claim.Statistics;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics agree with scikit-learn. */
class MetricsParityTest {
  private static final double TOLERANCE = 1e-6;

  static List<Fixtures.Case> cases() {
    return Fixtures.cases("metrics");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agrees(Fixtures.Case fixture) {
    JsonNode json = fixture.json();
    JsonNode expected = json.get("expected");
    for (String name : (Iterable<String>) expected::fieldNames) {
      if (json.has("mask")) {
        MaskOverlap overlap =
            MaskOverlap.of(
                Fixtures.ints(json.get("mask")), Fixtures.ints(json.get("predicted_mask")));
        double actual =
            switch (name) {
              case "iou" -> overlap.iou();
              case "f1" -> overlap.f1();
              default -> throw new AssertionError("no mask metric [" + name + "] is known");
            };
        assertEquals(expected.get(name).asDouble(), actual, TOLERANCE, name);
      } else {
        classification(name, json, expected.get(name));
      }
    }
  }

  private static void classification(String name, JsonNode json, JsonNode expected) {
    int classes = json.get("classes").asInt();
    int[] labels = Fixtures.ints(json.get("labels"));
    double[][] probabilities = new double[labels.length][];
    int[] predictions = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      probabilities[i] = Fixtures.doubles(json.get("probabilities").get(i));
      for (int c = 1; c < classes; c++) {
        if (probabilities[i][c] > probabilities[i][predictions[i]]) {
          predictions[i] = c;
        }
      }
    }
    int[] others = Fixtures.ints(json.get("other_predictions"));
    Classification metrics = Classification.of(labels, predictions, classes);
    switch (name) {
      case "confusion_matrix" -> {
        for (int c = 0; c < classes; c++) {
          assertArrayEquals(Fixtures.longs(expected.get(c)), metrics.confusion()[c], name);
        }
      }
      case "precision" -> perClass(name, expected, metrics::precision);
      case "recall" -> perClass(name, expected, metrics::recall);
      case "f1" -> perClass(name, expected, metrics::f1);
      case "specificity" -> perClass(name, expected, metrics::specificity);
      case "mcnemar_discordant" ->
          assertArrayEquals(
              Fixtures.longs(expected), discordant(labels, predictions, others), name);
      default ->
          assertEquals(
              expected.asDouble(),
              switch (name) {
                case "accuracy" -> metrics.accuracy();
                case "balanced_accuracy" -> metrics.balancedAccuracy();
                case "macro_precision" -> metrics.macroPrecision();
                case "macro_recall" -> metrics.macroRecall();
                case "macro_f1" -> metrics.macroF1();
                case "weighted_f1" -> metrics.weightedF1();
                case "macro_specificity" -> metrics.macroSpecificity();
                case "roc_auc" -> RocAuc.macroOneVersusRest(labels, probabilities);
                case "kappa" -> metrics.kappa();
                case "agreement" -> Agreement.of(predictions, others);
                case "mcnemar_exact_p" -> {
                  long[] d = discordant(labels, predictions, others);
                  yield Statistics.mcNemarExact(d[0], d[1]);
                }
                default -> throw new AssertionError("no metric [" + name + "] is known");
              },
              TOLERANCE,
              name);
    }
  }

  private static long[] discordant(int[] labels, int[] first, int[] second) {
    long[] counts = new long[2];
    for (int i = 0; i < labels.length; i++) {
      if (first[i] == labels[i] && second[i] != labels[i]) {
        counts[0]++;
      } else if (first[i] != labels[i] && second[i] == labels[i]) {
        counts[1]++;
      }
    }
    return counts;
  }

  private static void perClass(String name, JsonNode expected, IntToDoubleFunction metric) {
    for (int c = 0; c < expected.size(); c++) {
      assertEquals(expected.get(c).asDouble(), metric.applyAsDouble(c), TOLERANCE, name + " " + c);
    }
  }
}
