package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Condition;
import io.retort.training.Scale;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private static final Cell CELL = new Cell("a/b", Scale.SMOKE, "", Condition.of("teacher"), 1);

  @Test
  void eachRunIsAnnouncedAndSummedUpOnce() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ConsoleProgress progress =
        new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), false)) {
      progress.start("first", 3, 1);
      progress.done(CELL);
      progress.done(CELL);
      progress.say("something happened");
      progress.start("second", 2, 0);
      progress.done(CELL);
    }
    List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals("first: 3 cells, 1 of them stored before", lines.get(0));
    assertEquals("something happened", lines.get(1));
    assertTrue(lines.get(2).startsWith("first: 2 cells trained in "), lines.get(2));
    assertEquals("second: 2 cells", lines.get(3));
    assertTrue(lines.get(4).startsWith("second: 1 cells trained in "), lines.get(4));
    assertEquals(5, lines.size());
  }
}
