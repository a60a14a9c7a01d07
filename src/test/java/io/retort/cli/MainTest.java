package io.retort.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.sets.MiniFiles;
import io.retort.model.Zoo;
import io.retort.provenance.Fingerprint;
import io.retort.report.NetworkTable;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

  /** picocli warns on the error stream of a % that is no format. */
  @Test
  void theHelpOfEveryCommandIsFormatted() {
    PrintStream before = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
    try {
      askForHelp(Main.commandLine());
    } finally {
      System.setErr(before);
    }
    assertEquals("", warnings.toString(StandardCharsets.UTF_8));
  }

  private static void askForHelp(CommandLine command) {
    command.getUsageMessage();
    command.getSubcommands().values().forEach(MainTest::askForHelp);
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
        "compare nowhere elsewhere            | [nowhere] and [elsewhere] have no results in common",
        "gate --seeds -1                       | seeds [-1] must be a whole number from 1 to 10000",
        "gate --workers=none                   | workers [none] must be a whole number",
        "run nobody/nothing                    | experiment [nobody/nothing] must be one of",
        "run --colour red                      | Unknown option",
        "distil                                | Unmatched argument",
        "data status --data /not/there         | data directory [/not/there] does not exist",
        "gate --scale paper --data /not/there  | data directory [/not/there] does not exist",
        "data preview digits --data /not/there  | data directory [/not/there] does not exist: make it",
        "data fetch nothing --data .           | data set [nothing] must be one of mnist, cifar10",
        "data preview                          | name some sets or say --all",
        "gate --reference /not/there           | reference results [/not/there] must be a folder",
        "record --seeds 20                     | record takes no --seeds [20]: name how many by --baseline-seeds",
        "record --baseline-seeds 3             | a baseline of [3] seeds is too small: at least 5",
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
    assertEquals(2, execute("data", "status", "--data", folder.toString()));
    assertTrue(output().contains("train-images-idx3-ubyte is truncated"), output());
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

  @Test
  void dataListNamesTheSetsWithTheirLicences() {
    assertEquals(0, execute("data", "list"));
    assertTrue(output().contains("isic2019"), output());
    assertTrue(output().contains("CC BY-NC 4.0"), output());
    assertTrue(output().contains("md5:f68b3c2dcbeaaa9fbdd348bbdeb94873"), output());
    assertTrue(output().contains("lesions          Dermoscopic lesions"), output());
  }

  @Test
  void dataStatusSaysHowMuchIsThere() {
    MiniFiles.ham(folder.resolve("ham10000"));
    assertEquals(0, execute("data", "status", "--data", folder.toString()));
    assertTrue(
        output()
            .contains(
                "5 of 10015 rows are there; 10009 missing of which no table here knows; 1 missing: ISIC_6"),
        output());
    assertTrue(output().contains("not at hand: no folder"), output());
    assertEquals(
        2, execute("data", "status", "lgg", "--data", folder.toString()), "a named set is missing");
  }

  @Test
  void dataVerifyHashesWhatIsThere() throws Exception {
    MiniFiles.ph2(folder.resolve("ph2"));
    assertEquals(0, execute("data", "verify", "--data", folder.toString()));
    assertTrue(output().contains("ph2: 3 of 200 rows are there; 197 missing"), output());
    assertTrue(output().matches("(?s).*content [0-9a-f]{64}.*"), output());
  }

  @Test
  void aDamagedImageIsNamedAndTheRestIsShown() {
    Path data = folder.resolve("data");
    MiniFiles.ham(data.resolve("ham10000"));
    MiniFiles.text(data.resolve("ham10000/part 2/ISIC_4.jpg"), "oops");
    assertEquals(2, execute("data", "verify", "ham10000", "--data", data.toString()));
    assertTrue(output().contains("4 of 10015 rows are there"), output());
    assertTrue(output().contains("1 unreadable: "), output());
    String out = folder.resolve("out").toString();
    assertEquals(
        0, execute("data", "preview", "ham10000", "--data", data.toString(), "--out", out));
    assertTrue(Files.exists(folder.resolve("out/ham10000.png")));
    assertTrue(Files.exists(folder.resolve("out/ham10000.json")));
  }

  @Test
  void aChangedMaskIsOtherContentAndADamagedOneIsNamed() {
    MiniFiles.ph2(folder.resolve("ph2"));
    Path mask = folder.resolve("ph2/PH2 Dataset images/IMD003/IMD003_lesion/IMD003_lesion.bmp");
    execute("data", "verify", "ph2", "--data", folder.toString());
    String whole = output();
    printed.reset();
    MiniFiles.image(mask, 30, 20, 255);
    assertEquals(0, execute("data", "verify", "ph2", "--data", folder.toString()));
    assertFalse(whole.equals(output()), "another mask is other content: " + whole);
    MiniFiles.mask(mask, 30, 22);
    assertEquals(2, execute("data", "verify", "ph2", "--data", folder.toString()));
    assertTrue(output().contains("mask [22 x 30] must be of the image's size 20 x 30"), output());
    MiniFiles.text(mask, "garbage");
    assertEquals(2, execute("data", "verify", "ph2", "--data", folder.toString()));
    assertTrue(output().contains("IMD003_lesion.bmp: [8 bytes] must be a JPEG"), output());
  }

  @Test
  void anOutputFolderThatCannotBeWrittenIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertEquals(2, execute("data", "preview", "digits", "--out", file.toString()));
    assertTrue(errors.toString().contains("choose another --out"), errors.toString());
    assertFalse(errors.toString().contains("\tat "), "no stack trace: " + errors);
  }

  @Test
  void nothingToVerifyIsNoPass() {
    assertEquals(2, execute("data", "verify", "--data", folder.toString()));
    assertTrue(output().contains("no set is in"), output());
  }

  @Test
  void dataVerifyFindsAFileThatIsNotThePublishedOne() {
    MiniFiles.text(folder.resolve("mnist/train-labels-idx1-ubyte.gz"), "something else");
    assertEquals(2, execute("data", "verify", "mnist", "--data", folder.toString()));
    assertTrue(
        output().contains("train-labels-idx1-ubyte.gz DIFFERS from its published md5"), output());
  }

  @Test
  void dataFetchSaysWhatToDoForASetBehindALogin() {
    assertEquals(2, execute("data", "fetch", "histopathologic", "--data", folder.toString()));
    assertTrue(output().contains("accept the rules"), output());
    assertTrue(output().contains(folder.toString()), output());
  }

  @Test
  void previewsAndTheDataPageShowWhatIsThere() throws Exception {
    MiniFiles.ham(folder.resolve("data/ham10000"));
    Path out = folder.resolve("reports");
    for (String set : new String[] {"ham10000", "lgg", "digits"}) {
      assertEquals(
          set.equals("lgg") ? 2 : 0,
          execute(
              "data",
              "preview",
              set,
              "--data",
              folder.resolve("data").toString(),
              "--out",
              out.resolve("data").toString()));
    }
    assertEquals(0, execute("report", "--out", out.toString()), errors.toString());
    String page = Files.readString(out.resolve("data/index.html"));
    for (String text :
        new String[] {
          "5 of 10015 rows are there; 10009 missing of which no table here knows; 1 missing: ISIC_6",
          "<img src=\"ham10000.png\"",
          "<img src=\"digits.png\"",
          "data fetch lgg",
          "by lesion, 75:10:15",
          "CC BY-NC-SA 4.0",
          "as published",
          "Fingerprint of rows and contents"
        }) {
      assertTrue(page.contains(text), text);
    }
    assertTrue(Files.readString(out.resolve("index.html")).contains("data/index.html"));
    java.awt.image.BufferedImage sheet =
        javax.imageio.ImageIO.read(out.resolve("data/ham10000.png").toFile());
    assertTrue(sheet.getWidth() > 700 && sheet.getHeight() > 600, sheet.toString());
  }

  @Test
  void countedNetworksGetTheirPageInTheReport() throws Exception {
    NetworkTable.write(
        folder,
        List.of(
            NetworkTable.Line.of(Zoo.byId("dsnet")), NetworkTable.Line.of(Zoo.byId("resnet18"))));
    assertEquals(0, execute("report", "--out", folder.toString()), errors.toString());
    String page = Files.readString(folder.resolve("models/index.html"));
    for (String part : List.of("268,898", "1.096 G", "khan2022", "logits: torchvision", "stage4")) {
      assertTrue(page.contains(part), part);
    }
    assertTrue(Files.readString(folder.resolve("index.html")).contains("models/index.html"));
  }

  @Test
  void aPapersCountsAreRunJudgedAndShown() throws Exception {
    assertEquals(
        0, execute("run", "davidi2024/model-sizes", "--out", folder.toString()), errors.toString());
    assertTrue(output().contains("reproduced     student-parameters"), output());
    String page = Files.readString(folder.resolve("davidi2024/model-sizes/smoke.html"));
    for (String part : List.of("2,234,120", "63,807,448", "operations for one image", "<svg")) {
      assertTrue(page.contains(part), part);
    }
    assertFalse(page.contains("Learning curves"));
    // a result of before first weights were recorded is still shown
    try (Stream<Path> files = Files.walk(folder.resolve("results"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        rewrite(file);
      }
    }
    assertEquals(0, execute("report", "--out", folder.toString()), errors.toString());
  }

  /** Takes the two fields out of a stored result, and stores it under its new fingerprint. */
  private static void rewrite(Path file) throws Exception {
    String text = Files.readString(file);
    String body = text.substring(text.indexOf("\"result\":") + 9, text.lastIndexOf('}'));
    String old =
        body.replaceAll(",?\"start\":\"[^\"]*\"", "").replaceAll(",?\"notPretrained\":\\[\\]", "");
    old = old.replace("{,", "{");
    assertFalse(old.equals(body), body);
    Files.writeString(
        file,
        "{\"sha256\":\"%s\",\n\"result\":%s}\n"
            .formatted(Fingerprint.of(old.getBytes(StandardCharsets.UTF_8)), old));
  }

  /** What the ready files and the README tell users to type exists. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "ci/verify.sh",
        "ci/github-actions.yml",
        "ci/gitlab-ci.yml",
        "ci/Jenkinsfile"
      })
  void commandsAndSettingsThatUsersAreToldExist(String file) throws Exception {
    String text = Files.readString(Path.of(file));
    Set<String> commands = Main.commandLine().getSubcommands().keySet();
    Matcher command = Pattern.compile("retort\\.jar ([a-z]+)").matcher(text);
    int found = 0;
    while (command.find()) {
      assertTrue(commands.contains(command.group(1)), command.group());
      found++;
    }
    assertTrue(found > 1, "commands in " + file + ": " + found);
    List<String> settings =
        List.of("scale", "experiments", "data", "seeds", "workers", "device", "shard", "out");
    Matcher setting = Pattern.compile("-Dretort\\.([a-z]+)").matcher(text);
    while (setting.find()) {
      assertTrue(settings.contains(setting.group(1)), setting.group());
    }
  }

  @Test
  void modelsFetchNamesAnUnknownNetwork() {
    assertEquals(2, execute("models", "fetch", "alexnet", "--data", folder.toString()));
    assertTrue(errors.toString().contains("alexnet"), errors.toString());
  }
}
