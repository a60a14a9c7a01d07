package io.retort.report;

import io.retort.experiment.Settings;
import io.retort.provenance.Environment;
import io.retort.provenance.Json;
import io.retort.provenance.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Allure shows beside the tests: the environment, categories of what did not pass, and the
 * history of the report before, from which it draws its trends.
 */
public final class AllureResults {
  /**
   * Why a test did not pass. A test's message is the verdict's lab note, so the words of the
   * verdict tell.
   *
   * @param matchedStatuses Allure's
   * @param messageRegex of the whole message
   */
  public record Category(String name, List<String> matchedStatuses, String messageRegex) {}

  /** The first that fits is taken by readers; Allure lists a test under each that does. */
  static final List<Category> CATEGORIES =
      List.of(
          new Category("Regression", List.of("failed"), verdict("regression")),
          new Category(
              "Paper disagreement",
              List.of("failed", "skipped"),
              verdict("does not hold|not reproduced")),
          new Category(
              "Inconclusive: more seeds are needed", List.of("skipped"), verdict("inconclusive")),
          new Category(
              "Not applicable to this scale or data",
              List.of("skipped"),
              verdict("not applicable")),
          new Category(
              "Not selected or not at hand", List.of("skipped"), "(?s)(?!.*\\bverdict\\s+\\w).*"),
          new Category("Infrastructure", List.of("broken"), "(?s).*"));

  private AllureResults() {}

  private static String verdict(String words) {
    return "(?s).*\\bverdict\\s+(" + words + "):.*";
  }

  /**
   * Writes them into a folder of results.
   *
   * @param report the report before, whose history goes on; may be absent
   */
  public static void prepare(Path results, Path report, Settings settings) throws IOException {
    Files.createDirectories(results);
    write(results.resolve("categories.json"), Json.PRETTY.writeValueAsString(CATEGORIES));
    write(results.resolve("environment.properties"), environment(settings));
    Path history = report.resolve("history");
    if (Files.isDirectory(history)) {
      Files.createDirectories(results.resolve("history"));
      try (Stream<Path> files = Files.list(history)) {
        for (Path file : files.toList()) {
          Files.copy(
              file,
              results.resolve("history").resolve(String.valueOf(file.getFileName())),
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static String environment(Settings settings) {
    Machine machine = Machine.here(settings.engineKey());
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("Scale", settings.scale().toString());
    lines.put(
        "Experiments",
        settings.experiments().isEmpty() ? "all" : String.join(" ", settings.experiments()));
    lines.put("Shard", settings.shard().toString());
    lines.put(
        "Seeds", settings.seeds().stream().map(String::valueOf).collect(Collectors.joining(" ")));
    lines.put("Commit", Environment.builtFrom());
    lines.put("Engine", machine.engine().strip());
    lines.put("Java", machine.java());
    lines.put("System", machine.os());
    lines.put("Processor", "%s, %d cores".formatted(machine.cpu(), machine.cores()));
    return lines.entrySet().stream()
        .map(line -> line.getKey() + " = " + line.getValue().replace("\\", "\\\\") + "\n")
        .collect(Collectors.joining());
  }

  private static void write(Path file, String text) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(aside, text);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
