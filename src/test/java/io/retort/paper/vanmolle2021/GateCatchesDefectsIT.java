package io.retort.paper.vanmolle2021;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.qameta.allure.Story;
import io.retort.claim.Condition;
import io.retort.claim.Outcome;
import io.retort.claim.Verdict;
import io.retort.experiment.InProcessExecutor;
import io.retort.experiment.Progress;
import io.retort.experiment.Reply;
import io.retort.experiment.Settings;
import io.retort.training.Objective;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Breaks the students' loss on purpose and sees the gate fail, on the same path, data and seeds as
 * an unbroken run that passes. One student is watched, to save time: that of 50 images, which
 * profits most from its teacher (decision 0005).
 */
@Epic("Retort")
@Feature("regression gate")
@Story("planted defects")
@DisplayName("the regression gate catches planted defects")
class GateCatchesDefectsIT {
  private static final Set<Condition> WATCHED = Set.of(Condition.of("student", "n", 50));

  @TempDir static Path out;

  private static List<Verdict> gate(UnaryOperator<Objective> defect) {
    Settings settings =
        Settings.from(Map.of("scale", "smoke", "out", out.toString(), "seeds", "11-13"));
    return new Reply(
            new TwoColorMnistTransition(defect),
            settings,
            new InProcessExecutor(settings.data(), settings.device()),
            Progress.silent())
        .gate(WATCHED)
        .verdicts();
  }

  private static long regressions(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(v -> v.outcome() == Outcome.REGRESSION && v.id().contains("student"))
        .count();
  }

  @Test
  @DisplayName("an unbroken loss raises nothing")
  void unbroken() {
    List<Verdict> verdicts = gate(UnaryOperator.identity());
    assertEquals(2, verdicts.size(), "a student and its teacher are gated: " + verdicts);
    assertTrue(
        verdicts.stream().allMatch(v -> v.outcome() == Outcome.NO_REGRESSION),
        () -> verdicts.toString());
  }

  @Test
  @DisplayName("a dropped soft term is a regression")
  void softTermDropped() {
    assertTrue(
        regressions(gate(whole -> new Objective.Distil(0, 8, 1, 64))) > 0,
        "no alarm without the soft term");
  }

  @Test
  @DisplayName("a wrong temperature is a regression")
  void wrongTemperature() {
    assertTrue(
        regressions(gate(whole -> new Objective.Distil(0.6, 1, 1, 64))) > 0,
        "no alarm at temperature 1");
  }
}
