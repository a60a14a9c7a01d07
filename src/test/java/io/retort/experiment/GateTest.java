package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Condition;
import io.retort.claim.Outcome;
import io.retort.claim.ReferenceResults;
import io.retort.claim.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate over a run, with baselines written by the test. */
class GateTest {
  @TempDir static Path store;
  @TempDir Path reference;

  private List<Verdict> gate(String data, boolean high, long firstSeed, String... conditions)
      throws IOException {
    return gate(new TinyExperiment(), data, high, firstSeed, conditions);
  }

  private List<Verdict> gate(
      Experiment experiment, String data, boolean high, long firstSeed, String... conditions)
      throws IOException {
    Settings settings =
        Settings.from(
            Map.of(
                "scale", "smoke",
                "out", store.toString(),
                "device", "cpu",
                "seeds", "2",
                "reference", reference.toString()));
    InProcessExecutor executor = new InProcessExecutor(settings.data(), "cpu");
    Reply reply = new Reply(experiment, settings, executor, Progress.silent());
    String fingerprint =
        data.isEmpty() ? experiment.dataFingerprint(settings.scale(), settings.data()) : data;
    Map<String, Double> first = new TreeMap<>();
    for (CellResult result : reply.observe(List.of(1L), List.of(), Set.of())) {
      first.put(result.condition(), result.metrics().get("accuracy"));
    }
    StringBuilder csv =
        new StringBuilder(String.join(",", ReferenceResults.BASELINE_COLUMNS)).append('\n');
    for (String condition : conditions) {
      for (int i = 0; i < 10; i++) {
        csv.append(
            "test/tiny,,\"%s\",recorded_but_not_gated,%d,0.5,%s,none,cpu,2026-11-20%n"
                .formatted(condition, firstSeed + i, fingerprint));
        csv.append(
            "test/tiny,,\"%s\",accuracy,%d,%s,%s,none,cpu,2026-11-20%n"
                .formatted(
                    condition,
                    firstSeed + i,
                    high ? 0.98 + 0.001 * i : first.getOrDefault(condition, 0.5) + 0.04 * (i - 4.5),
                    fingerprint));
      }
    }
    Path file = reference.resolve("test/baselines/smoke.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, csv);
    return reply.gate().verdicts();
  }

  private static Verdict of(List<Verdict> verdicts, String condition) {
    return verdicts.stream()
        .filter(v -> v.id().equals("gate: " + condition + ", accuracy"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void conditionsWithoutABaselineAreNotApplicable() throws IOException {
    List<Verdict> verdicts = gate("", false, 1001, "teacher");
    assertEquals(4, verdicts.size(), "a verdict a condition, and none of the metric beside it");
    assertEquals(Outcome.NOT_APPLICABLE, of(verdicts, "student, n=1").outcome());
    assertTrue(of(verdicts, "student, n=1").note().contains("run 'record'"));
    assertTrue(of(verdicts, "teacher").outcome().judged());
  }

  @Test
  void conditionsThatAnExperimentDoesNotWatchGetNoVerdict() throws IOException {
    Experiment watchful =
        new TinyExperiment() {
          @Override
          public boolean isGated(Condition condition) {
            return condition.role().equals("teacher");
          }
        };
    List<Verdict> verdicts = gate(watchful, "", false, 1001, "teacher", "student, n=1");
    assertEquals(List.of("gate: teacher, accuracy"), verdicts.stream().map(Verdict::id).toList());
  }

  @Test
  void aBaselineOfOtherDataIsNotApplicableAndNotAPass() throws IOException {
    Verdict verdict = of(gate("0123456789abcdef", false, 1001, "teacher"), "teacher");
    assertEquals(Outcome.NOT_APPLICABLE, verdict.outcome());
    assertTrue(verdict.note().contains("other data [0123456789ab]"), verdict.note());
  }

  @Test
  void freshSeedsMustNotBeAmongTheRecordedOnes() throws IOException {
    Verdict verdict = of(gate("", false, 2, "teacher"), "teacher");
    assertEquals(Outcome.NOT_APPLICABLE, verdict.outcome());
    assertTrue(verdict.note().contains("are among the recorded ones"), verdict.note());
  }

  @Test
  void aRecordedConditionThatIsGoneIsNamed() throws IOException {
    Verdict verdict = of(gate("", false, 1001, "teacher", "student, n=99"), "student, n=99");
    assertEquals(Outcome.NOT_APPLICABLE, verdict.outcome());
    assertTrue(verdict.note().contains("no such condition was run"), verdict.note());
  }

  @Test
  void aDropAlarmsIsLookedAtAgainWithSeedsThatNobodyUsedAndIsARegression() throws IOException {
    // The baseline's seeds are in the way of 3 and 4: the second look must pass over them.
    Verdict verdict = of(gate("", true, 3, "teacher"), "teacher");
    assertEquals(Outcome.REGRESSION, verdict.outcome());
    assertEquals(List.of(1L, 2L, 13L, 14L), verdict.seeds());
    assertTrue(verdict.note().startsWith("alarmed with 2 seeds, decided on 4"), verdict.note());
  }
}
