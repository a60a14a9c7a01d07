package io.retort.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.retort.claim.Verdict;
import io.retort.experiment.Timings;
import io.retort.provenance.Json;
import io.retort.provenance.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What earlier reports said, a small file each: the newest ones only. A report that says the same
 * as the one before adds none.
 */
final class History {
  private static final int KEPT = 50;

  /** Characters of a day in ISO 8601. */
  static final int DAY = 10;

  private final Path folder;
  private final List<String> left = new ArrayList<>();

  History(Path out) {
    this.folder = out.resolve("history");
  }

  /** Files that are no records of reports, a line each. */
  List<String> left() {
    return left;
  }

  /**
   * A report.
   *
   * @param verdicts outcome and measured value of each verdict by its key
   * @param metrics means of gated metrics by {@link #key}
   * @param timings mean milliseconds of benchmarks by name
   * @param machines fingerprints of those that measured them, where they are known
   */
  record Entry(
      String written,
      SortedMap<String, String> verdicts,
      SortedMap<String, Double> metrics,
      SortedMap<String, Double> timings,
      SortedMap<String, String> machines) {
    boolean saysTheSameAs(Entry other) {
      return verdicts.equals(other.verdicts)
          && metrics.equals(other.metrics)
          && timings.equals(other.timings)
          && machines.equals(other.machines);
    }

    /**
     * A benchmark's time where it is known that the same machine measured it for another report.
     */
    @Nullable Double timing(String name, Entry other) {
      String machine = machines.get(name);
      boolean isSame = machine != null && machine.equals(other.machines.get(name));
      return isSame || equals(other) ? timings.get(name) : null;
    }
  }

  /** A verdict that another report said otherwise. Public, as the template engine reads it. */
  public record Change(String verdict, String before, String now) {}

  /** What has changed since the last report that differs; {@code since} is empty for the first. */
  public record Changes(String since, List<Change> changed) {}

  /** Adds a report, and compares it to the one before. */
  Changes add(
      List<Verdict> verdicts,
      SortedMap<String, Double> metrics,
      List<Timings.Measured> measured,
      Instant now)
      throws IOException {
    Entry entry =
        new Entry(
            now.truncatedTo(ChronoUnit.SECONDS).toString(),
            keyed(verdicts),
            metrics,
            timings(measured),
            machines(measured));
    List<Path> files = files();
    List<Entry> earlier = new ArrayList<>(entries());
    boolean isNew = earlier.isEmpty() || !earlier.get(earlier.size() - 1).saysTheSameAs(entry);
    if (isNew) {
      write(entry);
      for (int i = 0; i <= files.size() - KEPT; i++) {
        Files.deleteIfExists(files.get(i));
      }
    } else {
      earlier.remove(earlier.size() - 1);
    }
    if (earlier.isEmpty()) {
      return new Changes("", List.of());
    }
    Entry before = earlier.get(earlier.size() - 1);
    return new Changes(before.written(), changes(before.verdicts(), entry.verdicts()));
  }

  /** All reports that are kept, the oldest first. */
  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    left.clear();
    for (Path file : files()) {
      try {
        entries.add(read(file));
      } catch (IOException e) {
        left.add(String.valueOf(e.getMessage()));
      }
    }
    return entries;
  }

  /** Of a gated metric of a run. */
  static String key(Verdict v) {
    return String.join("|", v.experiment(), v.scale(), v.variant(), v.id());
  }

  /** Measured means of the gate's verdicts. */
  static SortedMap<String, Double> metrics(List<Verdict> verdicts) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    for (Verdict v : verdicts) {
      Double measured = v.measured();
      if (v.question() == Verdict.Question.REGRESSION && measured != null) {
        metrics.put(key(v), measured);
      }
    }
    return metrics;
  }

  /** Mean milliseconds of benchmarks. */
  private static SortedMap<String, Double> timings(List<Timings.Measured> measured) {
    SortedMap<String, Double> timings = new TreeMap<>();
    measured.forEach(
        m -> timings.put(m.name(), Arrays.stream(m.forks()).average().orElse(Double.NaN)));
    return timings;
  }

  private static SortedMap<String, String> machines(List<Timings.Measured> measured) {
    SortedMap<String, String> machines = new TreeMap<>();
    for (Timings.Measured m : measured) {
      Machine machine = m.machine();
      if (machine != null) {
        machines.put(m.name(), machine.fingerprint());
      }
    }
    return machines;
  }

  private static SortedMap<String, String> keyed(List<Verdict> verdicts) {
    SortedMap<String, String> keyed = new TreeMap<>();
    for (Verdict v : verdicts) {
      keyed.put(
          "%s, %s: %s%s"
              .formatted(
                  v.experiment(),
                  v.scale(),
                  v.statement(),
                  v.variant().isEmpty() ? "" : " [" + v.variant() + "]"),
          v.outcome().words() + (v.outcome().judged() ? ", " + Numbers.text(v.measured()) : ""));
    }
    return keyed;
  }

  private static List<Change> changes(Map<String, String> before, Map<String, String> now) {
    SortedMap<String, Change> changes = new TreeMap<>();
    now.forEach(
        (key, said) -> {
          String earlier = before.getOrDefault(key, "not run");
          if (!outcome(earlier).equals(outcome(said))) {
            changes.put(key, new Change(key, earlier, said));
          }
        });
    before.forEach(
        (key, said) -> {
          if (!now.containsKey(key)) {
            changes.put(key, new Change(key, said, "not run"));
          }
        });
    return List.copyOf(changes.values());
  }

  private static String outcome(String said) {
    return said.split(",", 2)[0];
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static Entry read(Path file) throws IOException {
    try {
      JsonNode node = Json.CANONICAL.readTree(file.toFile());
      String written = node.path("written").asText();
      if (!node.path("verdicts").isObject() || written.length() < DAY) {
        throw new IllegalArgumentException("it lacks a date or verdicts");
      }
      return new Entry(
          written,
          read(node.path("verdicts"), new TypeReference<TreeMap<String, String>>() {}),
          read(node.path("metrics"), new TypeReference<TreeMap<String, Double>>() {}),
          read(node.path("timings"), new TypeReference<TreeMap<String, Double>>() {}),
          read(node.path("machines"), new TypeReference<TreeMap<String, String>>() {}));
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "%s is no record of a report (%s) and is left out: delete it"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Values by name; older records have none of some sorts. */
  private static <T> SortedMap<String, T> read(
      JsonNode node, TypeReference<TreeMap<String, T>> type) {
    return node.isMissingNode() ? new TreeMap<>() : Json.CANONICAL.convertValue(node, type);
  }

  private void write(Entry entry) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(entry.written().replace(":", "") + ".json");
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    Files.write(aside, Json.PRETTY.writeValueAsBytes(entry));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
