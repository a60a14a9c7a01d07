package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.BaselineRow;
import io.retort.claim.ReferenceResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecorderTest {
  /** Shared by all tests, so that a cell is trained once. */
  @TempDir static Path out;

  @TempDir Path folder;
  private Path reference = Path.of("");

  @BeforeEach
  void reference() throws IOException {
    reference = Files.createDirectories(folder.resolve("reference"));
  }

  private Recorder.Recorded record(int seeds, boolean replace) throws IOException {
    Settings settings =
        Settings.from(
            Map.of(
                "scale",
                "smoke",
                "out",
                out.toString(),
                "reference",
                reference.toString(),
                "device",
                "cpu"));
    return Recorder.record(
        new TinyExperiment(),
        settings,
        seeds,
        replace,
        new InProcessExecutor(settings.data(), "cpu"),
        Progress.silent());
  }

  private List<BaselineRow> rows() throws IOException {
    return new ReferenceResults(reference).baselines("test", "smoke");
  }

  @Test
  void everySeedOfEveryConditionIsKeptAndTheChangesAreNamed() throws IOException {
    Recorder.Recorded first = record(5, false);
    assertEquals(4 * 5, rows().size());
    assertEquals(4, first.changes().size());
    assertTrue(first.changes().get(0).startsWith("student, n=1, accuracy: none -> 0."));
    assertTrue(first.changes().get(0).endsWith("(5 seeds)"), first.changes().get(0));
    assertEquals(List.of(), record(5, false).changes(), "the same seeds give the same numbers");
    assertEquals(4, record(6, false).changes().size(), "more seeds may replace fewer");
    assertEquals(4 * 6, rows().size());
  }

  @ParameterizedTest
  @CsvSource({
    "5, cpu, the same, a baseline of [5] seeds would replace the recorded one of 6",
    "6, a GPU, the same, the recorded baseline is of device [a GPU]",
    "6, cpu, other, 'the recorded baseline is of data [other], this one'"
  })
  void fewerSeedsOtherDataAndOtherDevicesNeedTheUsersWord(
      int seeds, String device, String data, String reason) throws IOException {
    record(6, false);
    Path file = reference.resolve("test/baselines/smoke.csv");
    String text = Files.readString(file).replace(",cpu,", "," + device + ",");
    String own = rows().get(0).data();
    Files.writeString(file, data.equals("other") ? text.replace(own, "other") : text);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> record(seeds, false));
    assertTrue(e.getMessage().startsWith(reason), e.getMessage());
    assertTrue(e.getMessage().contains("--replace"), e.getMessage());
    record(seeds, true);
    assertEquals(4 * seeds, rows().size());
    assertEquals("cpu", rows().get(0).device());
  }
}
