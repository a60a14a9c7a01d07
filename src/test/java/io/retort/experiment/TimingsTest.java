package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Interval;
import io.retort.claim.Outcome;
import io.retort.claim.ReferenceResults;
import io.retort.claim.TimingGate.Judged;
import io.retort.claim.TimingRow;
import io.retort.provenance.Json;
import io.retort.provenance.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimingsTest {
  private static final Machine OURS = new Machine("Linux", "some cpu", 2, "JVM 17", "pytorch cpu");
  private static final Machine THEIRS = new Machine("Linux", "other cpu", 2, "JVM 17", "pytorch");

  @TempDir Path folder;

  private static String entry(String method, String mode, String unit, String data) {
    return """
        {"benchmark": "io.retort.benchmarks.InferenceTime.%s", "mode": "%s",
         "params": {"network": "student", "batch": "1"},
         "primaryMetric": {"scoreUnit": "%s", %s}}"""
        .formatted(method, mode, unit, data);
  }

  private Path write(Machine machine, String... entries) throws IOException {
    Path jmh = Files.createDirectories(folder.resolve("jmh"));
    Files.writeString(jmh.resolve("full.json"), "[" + String.join(",", entries) + "]");
    Files.write(jmh.resolve("full.json" + Timings.MACHINE), Json.PRETTY.writeValueAsBytes(machine));
    return jmh;
  }

  private static String average(double factor) {
    return entry(
        "time",
        "avgt",
        "us/op",
        "\"rawData\": [[%s, %s], [%s], [%s]]"
            .formatted(1000 * factor, 3000 * factor, 2010 * factor, 1990 * factor));
  }

  @Test
  void timesAreMillisecondsByProcessWhateverTheModeAndUnit() throws IOException {
    Path jmh =
        write(
            OURS,
            average(1),
            entry("rate", "thrpt", "ops/s", "\"rawData\": [[500, 500], [250]]"),
            entry("sampled", "sample", "ms/op", "\"rawDataHistogram\": [[[[1, 3], [5, 1]]]]"));
    List<Timings.Measured> read = Timings.read(jmh);
    assertEquals(
        List.of(
            "InferenceTime.rate batch=1, network=student [thrpt]",
            "InferenceTime.sampled batch=1, network=student [sample]",
            "InferenceTime.time batch=1, network=student [avgt]"),
        read.stream().map(Timings.Measured::name).toList());
    assertArrayEquals(new double[] {2, 4}, read.get(0).forks(), 1e-9, "1 s / 500, 1 s / 250");
    assertArrayEquals(new double[] {2}, read.get(1).forks(), 1e-9, "(3 x 1 + 5) / 4");
    assertArrayEquals(new double[] {2, 2.01, 1.99}, read.get(2).forks(), 1e-9);
    assertEquals(OURS, read.get(0).machine());
  }

  @Test
  void whatWasRecordedJudgesTheSameMachineAndNoOther() throws IOException {
    ReferenceResults reference = new ReferenceResults(folder);
    Path jmh = write(OURS, average(1));
    List<TimingRow> rows = TimingRecorder.record(jmh, reference);
    assertEquals(rows.size(), reference.timings().size());
    assertEquals(3, rows.size());
    Judged same = Timings.judge(Timings.read(jmh), reference.timings()).get(0);
    assertEquals(Outcome.NO_REGRESSION, same.outcome());
    assertEquals(1, same.ratio(), 1e-5);
    write(OURS, average(1.5));
    Judged slow = Timings.judge(Timings.read(jmh), reference.timings()).get(0);
    assertEquals(Outcome.REGRESSION, slow.outcome());
    write(THEIRS, average(1.5));
    Judged other = Timings.judge(Timings.read(jmh), reference.timings()).get(0);
    assertEquals(Outcome.NOT_APPLICABLE, other.outcome());
    assertTrue(other.note().contains("another machine (some cpu)"), other.note());
  }

  @Test
  void timesAreExpectedWhereTheSameMachineHadThemAndOfNoOther() throws IOException {
    ReferenceResults reference = new ReferenceResults(folder);
    Path jmh = write(OURS, average(1));
    TimingRecorder.record(jmh, reference);
    Interval expected =
        Timings.expected(Timings.read(jmh), reference.timings())
            .get("InferenceTime.time batch=1, network=student [avgt]");
    assertTrue(expected.low() < 2 && 2 < expected.high(), expected.toString());
    write(OURS, entry("time", "avgt", "us/op", "\"rawData\": [[2000]]"));
    assertEquals(Map.of(), Timings.expected(Timings.read(jmh), reference.timings()), "one process");
    write(THEIRS, average(1));
    assertEquals(Map.of(), Timings.expected(Timings.read(jmh), reference.timings()));
  }

  @Test
  void recordingAgainReplacesThisMachinesRowsOnly() throws IOException {
    ReferenceResults reference = new ReferenceResults(folder);
    TimingRecorder.record(write(THEIRS, average(3)), reference);
    TimingRecorder.record(write(OURS, average(1)), reference);
    TimingRecorder.record(write(OURS, average(2)), reference);
    List<TimingRow> rows = reference.timings();
    assertEquals(6, rows.size());
    assertEquals(
        4,
        rows.stream()
            .filter(row -> row.machine().equals(OURS.fingerprint()))
            .mapToDouble(TimingRow::time)
            .average()
            .orElseThrow(),
        1e-3);
  }

  @Test
  void theNewestFileOfABenchmarkIsJudgedHoweverManyProcessesAnOlderOneHas() throws IOException {
    Path jmh = write(OURS, average(1));
    Path later = jmh.resolve("a-later-one.json");
    Files.writeString(later, "[" + entry("time", "avgt", "ms/op", "\"rawData\": [[9]]") + "]");
    assertTrue(later.toFile().setLastModified(System.currentTimeMillis() + 60_000));
    assertArrayEquals(new double[] {9}, Timings.read(jmh).get(0).forks(), 1e-9);
  }

  @Test
  void aTimeOfNothingIsNotJudged() throws IOException {
    ReferenceResults reference = new ReferenceResults(folder);
    TimingRecorder.record(write(OURS, average(1)), reference);
    Path jmh = write(OURS, entry("time", "avgt", "us/op", "\"rawData\": [[0], [1], [2]]"));
    Judged judged = Timings.judge(Timings.read(jmh), reference.timings()).get(0);
    assertEquals(Outcome.NOT_APPLICABLE, judged.outcome());
    assertTrue(judged.note().contains("must be > 0"), judged.note());
  }

  @Test
  void oneProcessIsNoBaseline() throws IOException {
    Path jmh = write(OURS, entry("rate", "thrpt", "ops/s", "\"rawData\": [[500, 500]]"));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> TimingRecorder.record(jmh, new ReferenceResults(folder)))
            .getMessage();
    assertTrue(message.contains("at least 3 processes"), message);
  }
}
