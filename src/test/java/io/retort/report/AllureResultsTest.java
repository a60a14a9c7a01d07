package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Outcome;
import io.retort.claim.Verdict;
import io.retort.experiment.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllureResultsTest {
  @TempDir Path folder;

  private static String message(Outcome outcome, String note) {
    return "Assumption failed: "
        + new Verdict(
                "a-claim",
                Verdict.Question.ORDERING,
                "paper/experiment",
                "smoke",
                "",
                "no regression holds, or not",
                "accuracy",
                outcome,
                .5,
                null,
                "",
                0.,
                null,
                null,
                null,
                null,
                List.of(1L),
                List.of(.5),
                Map.of(),
                "Table 1",
                "cpu",
                note,
                null)
            .labNote("reports/x.html");
  }

  private static List<String> categories(String status, String message) {
    return AllureResults.CATEGORIES.stream()
        .filter(c -> c.matchedStatuses().contains(status))
        .filter(c -> Pattern.compile(c.messageRegex()).matcher(message).matches())
        .map(AllureResults.Category::name)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "failed, REGRESSION, Regression",
    "failed, NOT_REPRODUCED, Paper disagreement",
    "failed, DOES_NOT_HOLD, Paper disagreement",
    "skipped, DOES_NOT_HOLD, Paper disagreement",
    "skipped, INCONCLUSIVE, Inconclusive: more seeds are needed",
    "skipped, NOT_APPLICABLE, Not applicable to this scale or data"
  })
  void eachOutcomeThatDoesNotPassIsInOneCategory(String status, Outcome outcome, String name) {
    String note = "this is not reproduced: it is inconclusive, or a regression";
    assertEquals(List.of(name), categories(status, message(outcome, note)));
  }

  @Test
  void whatWasNotSelectedAndWhatBrokeAreToldApart() {
    assertEquals(
        List.of("Not selected or not at hand"),
        categories("skipped", "Assumption failed: khan2022/x is not in shard 1/2"));
    assertEquals(List.of("Infrastructure"), categories("broken", "out of memory"));
  }

  @Test
  void theHistoryOfTheReportBeforeGoesOnAndTheEnvironmentIsNamed() throws IOException {
    Path report = Files.createDirectories(folder.resolve("allure/history")).getParent();
    Files.writeString(report.resolve("history/history-trend.json"), "[{}]");
    Path results = folder.resolve("allure-results");
    Settings settings = Settings.from(Map.of("scale", "reduced", "seeds", "2", "shard", "1/3"));
    AllureResults.prepare(results, report, settings);
    assertEquals("[{}]", Files.readString(results.resolve("history/history-trend.json")));
    String environment = Files.readString(results.resolve("environment.properties"));
    for (String line : List.of("Scale = reduced", "Seeds = 1 2", "Shard = 1/3", "Engine = ")) {
      assertTrue(environment.contains(line), environment);
    }
    assertTrue(Files.readString(results.resolve("categories.json")).contains("Regression"));
  }
}
