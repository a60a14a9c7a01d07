package io.retort.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.Fixtures;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statistics agree with SciPy. */
class StatisticsParityTest {
  private static final double TOLERANCE = 1e-6;

  static List<Fixtures.Case> cases() {
    return Fixtures.cases("statistics");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agrees(Fixtures.Case fixture) {
    JsonNode json = fixture.json();
    JsonNode expected = json.get("expected");
    Set<String> checked = new TreeSet<>();
    for (String name : (Iterable<String>) expected::fieldNames) {
      check(name, json, expected.get(name));
      checked.add(name);
    }
    assertTrue(!checked.isEmpty(), "the case expects something");
  }

  private static void check(String name, JsonNode json, JsonNode expected) {
    switch (name) {
      case "reference_mean" -> equal(expected, Statistics.mean(reference(json)));
      case "reference_sd" -> equal(expected, Statistics.sd(reference(json)));
      case "lower_one_sided_95_prediction_bound_mean_of_new" ->
          equal(expected, Statistics.predictionBound(reference(json), fresh(json).length, 0.95));
      case "two_sided_95_prediction_interval_single" ->
          interval(expected, Statistics.predictionInterval(reference(json), 0.95));
      case "welch_two_sided_p" ->
          equal(expected, Statistics.welchTwoSided(fresh(json), reference(json)));
      case "welch_new_less_p" ->
          equal(expected, Statistics.welchLess(fresh(json), reference(json)));
      case "tost_paper_value", "tost_margin" -> {} // inputs of tost_p
      case "tost_p" ->
          equal(
              expected,
              Statistics.tost(
                  fresh(json),
                  Statistics.Uncertain.exact(json.at("/expected/tost_paper_value").asDouble()),
                  json.at("/expected/tost_margin").asDouble()));
      case "mean_95_t_interval_new" ->
          interval(expected, Statistics.meanInterval(fresh(json), 0.95));
      case "holm_adjusted" -> {
        double[] adjusted = Statistics.holm(Fixtures.doubles(json.get("p_values")));
        for (int i = 0; i < adjusted.length; i++) {
          equal(expected.get(i), adjusted[i]);
        }
      }
      case "wilson_95" ->
          interval(
              expected,
              Statistics.wilson(json.get("successes").asLong(), json.get("trials").asLong(), 0.95));
      default -> throw new AssertionError("no statistic [" + name + "] is known");
    }
  }

  private static double[] reference(JsonNode json) {
    return Fixtures.doubles(json.get("reference"));
  }

  private static double[] fresh(JsonNode json) {
    return Fixtures.doubles(json.get("new"));
  }

  private static void equal(JsonNode expected, double actual) {
    assertEquals(expected.asDouble(), actual, TOLERANCE);
  }

  private static void interval(JsonNode expected, Interval actual) {
    equal(expected.get(0), actual.low());
    equal(expected.get(1), actual.high());
  }
}
