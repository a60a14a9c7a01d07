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

  private JmhScores newest() {
    return JmhScores.newest(folder, "StudentPredictionTime");
  }

  @Test
  void iterationsOfAllForksComeOneAfterTheOther() throws IOException {
    write(
        "a.json",
        LINE.formatted("StudentPredictionTime", "dsnet", "ms/op", "2.5, 3.5"),
        LINE.formatted("OtherTime", "dsnet", "ms/op", "99"));
    JmhScores scores = newest();
    Map<String, String> dsnet = Map.of("network", "dsnet", "images", "1");
    assertEquals(2.5, scores.of(dsnet, 1));
    assertEquals(7, scores.of(dsnet, 3));
    assertEquals(java.util.List.of("dsnet"), scores.values("network"));
    DataException e = assertThrows(DataException.class, () -> scores.of(dsnet, 4));
    assertTrue(e.getMessage().contains("holds 3 measured iterations"), e.getMessage());
  }

  @Test
  void theNewestFileThatHasTheBenchmarkIsRead() throws IOException {
    Path old = write("z.json", LINE.formatted("StudentPredictionTime", "dsnet", "ms/op", "1"));
    Files.setLastModifiedTime(old, FileTime.fromMillis(1_000));
    write("b.json", LINE.formatted("StudentPredictionTime", "dsnet", "ms/op", "2"));
    write("c.json", LINE.formatted("OtherTime", "dsnet", "ms/op", "3"));
    assertEquals(2, newest().of(Map.of("network", "dsnet", "images", "1"), 1));
  }

  @Test
  void withoutTimingsOrInAnotherUnitItSaysWhatToDo() throws IOException {
    assertTrue(assertThrows(DataException.class, this::newest).getMessage().contains("mvn verify"));
    write("a.json", LINE.formatted("StudentPredictionTime", "dsnet", "s/op", "1"));
    assertTrue(
        assertThrows(DataException.class, this::newest).getMessage().contains("unit [s/op]"));
  }
}
