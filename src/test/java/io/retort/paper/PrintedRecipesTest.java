package io.retort.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.claim.Condition;
import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.provenance.Json;
import io.retort.training.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** What papers print of their training, written down a second time: recipes must have it. */
class PrintedRecipesTest {
  @ParameterizedTest(name = "{0}, {1}: {2} is {3} ({4})")
  @CsvFileSource(resources = "/printed-recipes.csv", numLinesToSkip = 1)
  void aRecipeAtPaperScaleHasThePrintedValue(
      String experiment, String condition, String place, double printed, String source) {
    Experiment own = Experiments.byId(experiment);
    JsonNode recipe =
        Json.CANONICAL.valueToTree(
            own.recipe(Scale.PAPER, own.defaultReading(), Condition.parse(condition)));
    JsonNode value = recipe.at(place);
    assertFalse(value.isMissingNode(), place + " is not in " + recipe);
    assertEquals(printed, value.asDouble(), 1e-12, source);
  }
}
