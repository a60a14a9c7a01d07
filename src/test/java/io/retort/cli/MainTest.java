package io.retort.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
  @TempDir Path folder;
  private final StringWriter errors = new StringWriter();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int execute(String... args) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(errors));
    PrintStream before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      return line.execute(args);
    } finally {
      System.setOut(before);
    }
  }

  private String output() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void listNamesTheExperimentsWithTheirReadings() {
    assertEquals(0, execute("list"));
    assertTrue(output().contains("vanmolle2021/two-color-mnist-transition"), output());
    assertTrue(output().contains("reading printed"), output());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "gate --scale huge                     | scale [huge] must be one of smoke, reduced, paper",
        "gate --seeds -1                       | seeds [-1] must be a whole number from 1 to 10000",
        "gate --workers=none                   | workers [none] must be a whole number",
        "run nobody/nothing                    | experiment [nobody/nothing] must be one of",
        "run --colour red                      | Unknown option",
        "distil                                | Unmatched argument",
        "data --data /definitely/not/there     | data directory [/definitely/not/there] does not exist",
        "gate --scale paper --data /not/there  | data directory [/not/there] does not exist",
        "gate --reference /not/there           | reference results [/not/there] must be a folder",
        "record --seeds 20                     | record takes no --seeds [20]: name how many by --baseline-seeds",
        "record --baseline-seeds 3             | a baseline of [3] seeds is too small: at least 10",
      })
  void badUsageAndBadInputExitWithTwoAndSayWhy(String command, String reason) {
    String ids =
        command.startsWith("gate") || command.startsWith("record")
            ? " vanmolle2021/two-color-mnist-transition --out " + folder
            : "";
    assertEquals(2, execute((command + ids).split(" ")));
    assertTrue(errors.toString().contains(reason), errors.toString());
    assertFalse(errors.toString().contains("\tat "), "no stack trace: " + errors);
  }

  @Test
  void anOutputFolderInTheWayExitsWithTwo() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertEquals(
        2, execute("gate", "vanmolle2021/two-color-mnist-transition", "--out", file.toString()));
    assertTrue(errors.toString().contains("choose another --out"), errors.toString());
  }

  @Test
  void brokenDataIsNamed() throws Exception {
    Path mnist = Files.createDirectories(folder.resolve("mnist"));
    Files.write(mnist.resolve("train-images-idx3-ubyte"), new byte[] {0, 0, 8, 3});
    Files.write(mnist.resolve("train-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1});
    assertEquals(2, execute("data", "--data", folder.toString()));
    assertTrue(
        errors.toString().contains("train-images-idx3-ubyte is truncated"), errors.toString());
  }

  @Test
  void aGateThatCouldNotJudgeEverythingIsNoPass() throws Exception {
    Path reference = Files.createDirectories(folder.resolve("reference"));
    assertEquals(
        2,
        execute(
            "gate",
            "test/tiny",
            "--scale",
            "smoke",
            "--seeds",
            "1",
            "--workers",
            "1",
            "--device",
            "cpu",
            "--out",
            folder.toString(),
            "--reference",
            reference.toString()));
    assertTrue(output().contains("gate: 0 regressions, 4 not judged, of 4 metrics"), output());
  }

  @Test
  void dataOfAnotherSizeIsNotTakenForMnist() throws Exception {
    Path mnist = Files.createDirectories(folder.resolve("data/mnist"));
    for (String part : new String[] {"train", "t10k"}) {
      Files.write(
          mnist.resolve(part + "-images-idx3-ubyte"),
          new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 5});
      Files.write(
          mnist.resolve(part + "-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 1, 5});
    }
    assertEquals(
        2,
        execute(
            "run",
            "vanmolle2021/two-color-mnist-transition",
            "--scale",
            "paper",
            "--data",
            folder.resolve("data").toString(),
            "--out",
            folder.toString()));
    assertTrue(
        errors.toString().contains("[1] images of [1 x 1] must be 60000 of 28 x 28"),
        errors.toString());
  }

  @Test
  void aRunThatIsNoLongerStoredIsNamedAndLeftOutOfTheReport() throws Exception {
    Path runs = Files.createDirectories(folder.resolve("runs/vanmolle2021/x"));
    Files.writeString(runs.resolve("smoke.json"), "{\"experiment\": 1}");
    assertEquals(0, execute("report", "--out", folder.toString()));
    assertTrue(output().contains("smoke.json is left out"), output());
    assertTrue(Files.readString(folder.resolve("index.html")).contains("is left out"));
  }

  @Test
  void aReportOfNothingIsStillAReport() throws Exception {
    assertEquals(0, execute("report", "--out", folder.toString()));
    String page = Files.readString(folder.resolve("index.html"));
    assertTrue(page.contains("no run here"), page);
    assertTrue(Files.exists(folder.resolve("verdicts.csv")));
  }
}
