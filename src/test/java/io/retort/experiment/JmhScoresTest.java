package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhScoresTest {
  private static final String LINE =
      """
      {"benchmark": "io.retort.benchmarks.%s.answer", "params": {"network": "%s", "images": "1"},
       "primaryMetric": {"scoreUnit": "%s", "rawData": [[%s], [7.0]]}}""";

  @TempDir Path folder;

  private Path write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "[" + String.join(",", lines) + "]");
    return file;
  }

  private JmhScores fullest() {
    return JmhScores.fullest(folder, "StudentPredictionTime");
  }

  @Test
  void iterationsOfAllForksComeOneAfterTheOther() throws IOException {
    write(
        "a.json",
        LINE.formatted("StudentPredictionTime", "dsnet", "ms/op", "2.5, 3.5"),
        LINE.formatted("OtherTime", "dsnet", "ms/op", "99"));
    JmhScores scores = fullest();
    Map<String, String> dsnet = Map.of("network", "dsnet", "images", "1");
    assertEquals(2.5, scores.of(dsnet, 1));
    assertEquals(7, scores.of(dsnet, 3));
    assertEquals(java.util.List.of("dsnet"), scores.values("network"));
    DataException e = assertThrows(DataException.class, () -> scores.of(dsnet, 4));
    assertTrue(e.getMessage().contains("holds 3 measured iterations"), e.getMessage());
  }

  @Test
  void ofEqualFilesTheNewestIsReadAndAFullMeasurementBeforeAShortOne() throws IOException {
    Path old = write("z.json", LINE.formatted("StudentPredictionTime", "dsnet", "ms/op", "1"));
    Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
    write("b.json", LINE.formatted("StudentPredictionTime", "dsnet", "ms/op", "2"));
    write("c.json", LINE.formatted("OtherTime", "dsnet", "ms/op", "3"));
    assertEquals(2, fullest().of(Map.of("network", "dsnet", "images", "1"), 1));
    Path full = write("d.json", LINE.formatted("StudentPredictionTime", "dsnet", "ms/op", "4, 5"));
    Files.setLastModifiedTime(full, FileTime.fromMillis(2_000));
    assertEquals(4, fullest().of(Map.of("network", "dsnet", "images", "1"), 1));
    assertEquals(3, fullest().iterations());
  }

  @Test
  void withoutTimingsOrInAnotherUnitItSaysWhatToDo() throws IOException {
    assertTrue(
        assertThrows(DataException.class, this::fullest).getMessage().contains("mvn verify"));
    write("a.json", LINE.formatted("StudentPredictionTime", "dsnet", "s/op", "1"));
    assertTrue(
        assertThrows(DataException.class, this::fullest).getMessage().contains("unit [s/op]"));
  }
}
