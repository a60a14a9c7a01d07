package io.retort.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Outcome;
import io.retort.experiment.Experiments;
import io.retort.experiment.InProcessExecutor;
import io.retort.experiment.Merge;
import io.retort.experiment.Progress;
import io.retort.experiment.Reply;
import io.retort.experiment.RunSummary;
import io.retort.experiment.Settings;
import io.retort.report.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs, each with a part of the experiments, and the folder they are brought into. */
class MergeTest {
  private static final String FIRST = "davidi2024/model-sizes";
  private static final String SECOND = "zeng2024/model-sizes";

  @TempDir Path folder;

  private Path job(String name, String... experiments) throws IOException {
    Path out = folder.resolve(name);
    for (String id : experiments) {
      Settings settings = settings(out);
      new Reply(
              Experiments.byId(id),
              settings,
              new InProcessExecutor(settings.data(), "cpu"),
              Progress.silent())
          .give()
          .write(out);
    }
    return out;
  }

  private static Settings settings(Path out) {
    return Settings.from(Map.of("scale", "smoke", "out", out.toString(), "device", "cpu"));
  }

  @Test
  void whatTwoJobsRanIsOneReportThen() throws Exception {
    Path first = job("first", FIRST);
    Path second = job("second", SECOND);
    Files.createDirectories(second.resolve("allure-results"));
    Files.writeString(second.resolve("allure-results/a-result.json"), "{}");
    Files.writeString(second.resolve("allure-results/environment.properties"), "Shard = 2/2");
    Path out = folder.resolve("out");
    Merge.Merged merged = Merge.into(out, List.of(first, second));
    assertEquals(List.of(), merged.kept());
    assertTrue(Files.exists(out.resolve("allure-results/a-result.json")));
    assertFalse(Files.exists(out.resolve("allure-results/environment.properties")), "a shard's");
    ReportWriter writer = new ReportWriter(settings(out));
    String index = Files.readString(writer.write());
    assertEquals(List.of(), writer.leftOut());
    assertTrue(index.contains(FIRST + "/smoke.html") && index.contains(SECOND + "/smoke.html"));
    for (Path file : RunSummary.files(out)) {
      RunSummary run = RunSummary.read(file);
      assertTrue(run.verdicts().stream().anyMatch(v -> v.outcome() == Outcome.REPRODUCED));
      assertFalse(run.results(out.resolve("results")).isEmpty());
    }
    assertEquals(0, Merge.into(out, List.of(first, second)).copied(), "a second time is nothing");
  }

  @Test
  void differentRunsOfOneExperimentAreRefusedBeforeAnythingIsCopied() throws Exception {
    Path first = job("first", FIRST);
    Path again = job("again", FIRST);
    Path run = RunSummary.files(again).get(0);
    Files.writeString(
        run, Files.readString(run).replace("\"finished\" : \"2", "\"finished\" : \"1"));
    Path out = folder.resolve("out");
    String message =
        assertThrows(IllegalArgumentException.class, () -> Merge.into(out, List.of(first, again)))
            .getMessage();
    assertTrue(message.contains("different runs of one experiment"), message);
    assertFalse(Files.exists(out));
  }

  @Test
  void aJobThatRanNothingIsNamedAndTheOthersAreMerged() throws Exception {
    Path first = job("first", FIRST);
    Path none = Files.createDirectories(folder.resolve("none"));
    Merge.Merged merged = Merge.into(folder.resolve("out"), List.of(none, first));
    assertEquals(List.of(none), merged.empty());
    assertEquals(1, RunSummary.files(folder.resolve("out")).size());
  }

  @Test
  void timesOfSeveralJobsAreKeptBesideEachOtherEachWithItsMachine() throws Exception {
    Path first = job("first", FIRST);
    Path second = job("second", SECOND);
    for (Path job : List.of(first, second)) {
      Path jmh = Files.createDirectories(job.resolve("jmh"));
      Files.writeString(jmh.resolve("short.json"), "[\"" + job.getFileName() + "\"]");
      Files.writeString(jmh.resolve("short.json.machine"), "of " + job.getFileName());
    }
    Path out = folder.resolve("out");
    Merge.into(out, List.of(first, second));
    assertEquals("[\"first\"]", Files.readString(out.resolve("jmh/short.json")));
    assertEquals("of first", Files.readString(out.resolve("jmh/short.json.machine")));
    assertEquals("[\"second\"]", Files.readString(out.resolve("jmh/short-2.json")));
    assertEquals("of second", Files.readString(out.resolve("jmh/short-2.json.machine")));
    assertEquals(0, Merge.into(out, List.of(first, second)).copied(), "a second time is nothing");
  }

  @Test
  void foldersWithoutAnyRunAreRefusedByName() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Merge.into(folder.resolve("out"), List.of(folder.resolve("none"))))
            .getMessage();
    assertTrue(message.contains("none] hold no runs"), message);
  }
}
