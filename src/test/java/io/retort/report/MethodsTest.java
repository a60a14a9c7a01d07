package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.claim.Condition;
import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.experiment.RunSummary;
import io.retort.provenance.Environment;
import io.retort.provenance.Json;
import io.retort.training.Scale;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MethodsTest {
  private static Methods.Told told(String id, Scale scale) {
    Experiment experiment = Experiments.byId(id);
    RunSummary run =
        new RunSummary(
            id,
            scale.toString(),
            List.of(1L, 2L),
            experiment.dataName(scale),
            "",
            "",
            new Environment("", "", "cpu", 1, "", "", "", 2),
            "",
            0,
            0,
            1,
            List.of(),
            List.of(),
            List.of());
    Map<Condition, JsonNode> recipes = new LinkedHashMap<>();
    for (Condition condition : experiment.conditions(scale)) {
      recipes.put(
          condition,
          Json.CANONICAL.valueToTree(
              experiment.recipe(scale, experiment.defaultReading(), condition)));
    }
    return Methods.of(experiment, run, recipes);
  }

  @Test
  void theParagraphHasWhatThePaperPrints() {
    String text = Methods.text(told("vanmolle2021/two-color-mnist-transition", Scale.PAPER));
    for (String part :
        List.of(
            "with seeds 1, 2.",
            "optimizer stochastic gradient descent (learning rate 0.01, momentum 0)",
            "length iterations (count 2000)",
            "batch size 64",
            "student (7 conditions)",
            "size 10, 50, 100, 250, 500, 750, 1000",
            "objective convex distillation (alpha 0.6, hard temperature 1, soft factor 64,"
                + " temperature 8)")) {
      assertTrue(text.contains(part), part + " in: " + text);
    }
  }

  @Test
  void whatAllShareIsSaidOnceAndOnlyThere() {
    Methods.Told told = told("vanmolle2021/two-color-mnist-transition", Scale.SMOKE);
    List<String> shared = told.shared().stream().map(Methods.Part::name).toList();
    assertTrue(shared.contains("optimizer"), shared.toString());
    assertTrue(
        told.roles().stream()
            .flatMap(r -> r.parts().stream())
            .noneMatch(p -> shared.contains(p.name())));
  }

  /** Every experiment at every scale can be told. */
  @Test
  void everyExperimentCanBeTold() {
    for (Experiment experiment : Experiments.all()) {
      for (Scale scale : Scale.values()) {
        Methods.Told told = told(experiment.id(), scale);
        assertTrue(
            !told.shared().isEmpty() || !told.roles().isEmpty(), experiment.id() + " " + scale);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hardTemperature, hard temperature",
    "LOWEST_VALIDATION_ERROR, lowest validation error",
    "ML, ML",
    "KerasResNet, KerasResNet"
  })
  void namesAreWords(String name, String words) {
    assertEquals(words, Methods.words(name));
  }

  @Test
  void manyValuesAreARange() throws IOException {
    List<JsonNode> values =
        java.util.stream.IntStream.range(0, 20)
            .<JsonNode>mapToObj(i -> Json.CANONICAL.valueToTree(i / 10.0))
            .toList();
    assertEquals("0 to 1.9 (20 values)", Methods.phrase(values));
  }
}
