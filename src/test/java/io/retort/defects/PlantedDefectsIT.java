package io.retort.defects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.opencsv.CSVReader;
import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.retort.experiment.Experiment;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes that have been made in distillation code, planted one at a time: the source is changed
 * in a copy, compiled in front of the rest, and the check that is to catch it runs with these
 * classes in another JVM. It must fail with the defect and pass without.
 */
@Epic("Retort")
@Feature("planted defects")
@DisplayName("Planted defects are caught")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlantedDefectsIT {
  private static final Path SOURCES = Path.of("src", "main", "java", "io", "retort");
  private static final Path TABLE =
      Path.of(System.getProperty("retort.out", "reports"), "planted-defects.md");

  @TempDir static Path folder;
  private final List<Defect> defects = new ArrayList<>();
  private final Map<String, String> lines = new TreeMap<>();
  private @Nullable Runner runner;

  /**
   * A row of the table.
   *
   * @param original text that occurs once in the file
   * @param check the test that catches it
   */
  record Defect(String name, String file, String original, String replacement, String check) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Defect> defects() throws Exception {
    List<Defect> defects = new ArrayList<>();
    try (CSVReader csv =
        new CSVReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    PlantedDefectsIT.class.getResourceAsStream("/defects/planted.csv")),
                StandardCharsets.UTF_8))) {
      csv.skip(1);
      for (String[] row : csv) {
        defects.add(new Defect(row[0], row[1], row[2], row[3], row[4]));
      }
    }
    return defects;
  }

  @BeforeAll
  void start() throws Exception {
    Assumptions.assumeTrue(
        ToolProvider.getSystemJavaCompiler() != null, "no compiler: run with a JDK, not a JRE");
    Assumptions.assumeTrue(Files.isDirectory(SOURCES), "no sources below the working directory");
    defects.addAll(defects());
    runner = new Runner();
  }

  @AfterAll
  void write() throws Exception {
    if (runner != null) {
      runner.close();
    }
    if (lines.isEmpty()) {
      return;
    }
    Files.createDirectories(TABLE.toAbsolutePath().getParent());
    Files.writeString(
        TABLE,
        "# Planted defects, and what caught them\n\n| defect | in | caught by | which said |\n|---|---|---|---|\n"
            + String.join("", lines.values()));
  }

  Stream<Defect> planted() {
    return defects.stream();
  }

  /** Last, so that it also shows that nothing is left of the defects before. */
  @Test
  @Order(Integer.MAX_VALUE)
  void withoutADefectAllOfTheseChecksPass() throws Exception {
    List<String> checks = defects.stream().map(Defect::check).distinct().toList();
    Path unchanged = Files.createDirectories(folder.resolve("unchanged"));
    for (String file : defects.stream().map(Defect::file).distinct().toList()) {
      compile(SOURCES.resolve(file), unchanged);
    }
    String said = runner().run(unchanged, checks);
    assertTrue(said.matches("[1-9]\\d* found, 0 failed "), said);
    assertTrue(defects.size() >= 12, "planted: " + defects.size());
  }

  private Runner runner() {
    return Objects.requireNonNull(runner);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("planted")
  void isCaught(Defect defect) throws Exception {
    String said = runner().run(planted(defect), List.of(defect.check()));
    assertTrue(
        said.matches("(?s)[1-9]\\d* found, [1-9]\\d* failed org.opentest4j.AssertionFailedError.*"),
        "not caught by an assertion: " + said);
    lines.put(
        defect.name(),
        "| %s | %s | %s | %s |\n"
            .formatted(
                defect.name(),
                defect.file(),
                defect.check().replaceFirst(".*\\.", ""),
                said.replaceFirst(".*failed ", "").replace("|", "\\|")));
  }

  /** Compiles the changed source; gives the folder of its classes. */
  private static Path planted(Defect defect) throws Exception {
    Path source = SOURCES.resolve(defect.file());
    String text = Files.readString(source);
    assertEquals(
        2,
        text.split(java.util.regex.Pattern.quote(defect.original()), -1).length,
        "the text to change occurs once in " + source + ": " + defect.original());
    Path changed = Files.createTempDirectory(folder, "defect");
    Path copy = changed.resolve("src").resolve(source.getFileName());
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, text.replace(defect.original(), defect.replacement()));
    compile(copy, changed);
    return changed;
  }

  private static void compile(Path source, Path classes) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-parameters",
                      "-cp",
                      System.getProperty("java.class.path"),
                      "-d",
                      classes.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertTrue(compiled, said.toString());
    }
  }

  /** A JVM that runs checks with changed classes, line by line. */
  private static final class Runner implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    Runner() throws Exception {
      String classPath = System.getProperty("java.class.path");
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx1g",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-Dai.djl.offline=true",
                  "-Dai.djl.pytorch.num_threads=1",
                  "-Dai.djl.pytorch.num_interop_threads=1",
                  "-Dallure.results.directory=" + folder.resolve("allure"),
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                  "-cp",
                  classPath,
                  RunTests.class.getName()));
      for (Class<?> ours : List.of(Experiment.class, PlantedDefectsIT.class)) {
        command.add(
            Path.of(ours.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      }
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("ONEDNN_MAX_CPU_ISA", "SSE41"); // as the unit tests have it
      process = builder.start();
      output = process.inputReader(StandardCharsets.UTF_8);
      input = process.outputWriter(StandardCharsets.UTF_8);
    }

    String run(Path classes, List<String> checks) throws Exception {
      input.write(classes + "\t" + String.join("\t", checks));
      input.newLine();
      input.flush();
      return CompletableFuture.supplyAsync(this::said).get(10, TimeUnit.MINUTES);
    }

    private String said() {
      StringBuilder text = new StringBuilder();
      try {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          if (line.startsWith(RunTests.SAID)) {
            return line.substring(RunTests.SAID.length());
          }
          text.append(line).append('\n');
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return "nothing was said: " + text;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
