package io.retort.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.claim.Interval;
import io.retort.claim.Outcome;
import io.retort.claim.TimingGate;
import io.retort.claim.TimingGate.Judged;
import io.retort.claim.TimingGate.Timed;
import io.retort.claim.TimingRow;
import io.retort.provenance.Json;
import io.retort.provenance.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What JMH measured below an output folder, against what was recorded on the same machine. Beside
 * each of JMH's files lies one that says which machine measured it.
 */
public final class Timings {
  /** How the file beside JMH's is named. */
  public static final String MACHINE = ".machine";

  private Timings() {}

  /**
   * A benchmark as it was measured.
   *
   * @param name with parameters and mode
   * @param file JMH's
   * @param forks mean milliseconds of an operation in each process
   * @param machine which measured; null where that is not known
   */
  public record Measured(String name, Path file, double[] forks, @Nullable Machine machine) {}

  /** Reads all of JMH's files in a folder; where several hold a benchmark, the newest. */
  public static List<Measured> read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files =
          listed
              .filter(f -> f.toString().endsWith(".json"))
              .sorted(
                  Comparator.<Path>comparingLong(f -> f.toFile().lastModified())
                      .thenComparing(Comparator.naturalOrder()))
              .toList();
    }
    Map<String, Measured> newest = new TreeMap<>();
    for (Path file : files) {
      Machine machine = machine(file);
      for (JsonNode node : Json.CANONICAL.readTree(file.toFile())) {
        newest.put(name(node), new Measured(name(node), file, forks(node), machine));
      }
    }
    return List.copyOf(newest.values());
  }

  private static @Nullable Machine machine(Path file) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + MACHINE);
    return Files.exists(beside) ? Json.CANONICAL.readValue(beside.toFile(), Machine.class) : null;
  }

  /** Class and method, the parameters, and the mode, such as {@code [sample]}. */
  public static String name(JsonNode node) {
    String[] parts = node.path("benchmark").asText().split("\\.");
    List<String> parameters = new ArrayList<>();
    node.path("params")
        .properties()
        .forEach(e -> parameters.add(e.getKey() + "=" + e.getValue().asText()));
    parameters.sort(null);
    return "%s.%s %s [%s]"
        .formatted(
            parts[parts.length - 2],
            parts[parts.length - 1],
            String.join(", ", parameters),
            node.path("mode").asText());
  }

  /** Mean milliseconds of an operation by fork, whatever JMH's mode and unit. */
  private static double[] forks(JsonNode node) {
    JsonNode metric = node.path("primaryMetric");
    String unit = metric.path("scoreUnit").asText();
    boolean isRate = unit.startsWith("ops/");
    double milliseconds = milliseconds(isRate ? unit.substring(4) : unit.replace("/op", ""));
    JsonNode histograms = metric.path("rawDataHistogram");
    JsonNode raw = histograms.isMissingNode() ? metric.path("rawData") : histograms;
    double[] forks = new double[raw.size()];
    for (int i = 0; i < forks.length; i++) {
      double mean = histograms.isMissingNode() ? mean(raw.get(i)) : meanOfCounts(raw.get(i));
      forks[i] = isRate ? milliseconds / mean : mean * milliseconds;
    }
    return forks;
  }

  private static double mean(JsonNode iterations) {
    double sum = 0;
    for (JsonNode score : iterations) {
      sum += score.asDouble();
    }
    return sum / iterations.size();
  }

  /** Of iterations that are lists of a value and how often it was seen. */
  private static double meanOfCounts(JsonNode iterations) {
    double sum = 0;
    double count = 0;
    for (JsonNode iteration : iterations) {
      for (JsonNode pair : iteration) {
        sum += pair.get(0).asDouble() * pair.get(1).asDouble();
        count += pair.get(1).asDouble();
      }
    }
    return sum / count;
  }

  private static double milliseconds(String unit) {
    return switch (unit) {
      case "ns" -> 1e-6;
      case "us" -> 1e-3;
      case "ms" -> 1;
      case "s" -> 1e3;
      case "min" -> 6e4;
      default ->
          throw new IllegalArgumentException(
              "unit [%s] must be ns, us, ms, s or min".formatted(unit));
    };
  }

  /**
   * Judges what was measured. What was measured on another machine than the baseline, or on an
   * unknown one, is reported with its times only.
   */
  public static List<Judged> judge(Collection<Measured> measured, List<TimingRow> recorded) {
    List<Timed> suite = new ArrayList<>();
    List<Judged> open = new ArrayList<>();
    for (Measured fresh : measured) {
      List<TimingRow> all =
          recorded.stream().filter(row -> row.benchmark().equals(fresh.name())).toList();
      double[] same = ofTheSameMachine(fresh, recorded);
      if (same.length == 0 || Arrays.stream(fresh.forks()).anyMatch(time -> !(time > 0))) {
        open.add(
            new Judged(fresh.name(), Outcome.NOT_APPLICABLE, Double.NaN, null, why(fresh, all)));
      } else {
        suite.add(new Timed(fresh.name(), same, fresh.forks()));
      }
    }
    List<Judged> judged = new ArrayList<>(TimingGate.judge(suite));
    judged.addAll(open);
    return judged;
  }

  /** Times of the processes that the machine of a measurement had recorded. */
  private static double[] ofTheSameMachine(Measured fresh, List<TimingRow> recorded) {
    Machine machine = fresh.machine();
    return recorded.stream()
        .filter(row -> machine != null && row.machine().equals(machine.fingerprint()))
        .filter(row -> row.benchmark().equals(fresh.name()))
        .mapToDouble(TimingRow::time)
        .toArray();
  }

  /**
   * Where the time of each benchmark lies in nine cases of ten, by what the same machine recorded.
   * Those without such a record are left out, and those that were measured in the short form, which
   * differs.
   */
  public static Map<String, Interval> expected(
      Collection<Measured> measured, List<TimingRow> recorded) {
    Map<String, Interval> expected = new TreeMap<>();
    for (Measured fresh : measured) {
      double[] same = ofTheSameMachine(fresh, recorded);
      if (Math.min(same.length, fresh.forks().length) >= TimingGate.LEAST_FORKS) {
        expected.put(fresh.name(), TimingGate.expected(same, fresh.forks().length));
      }
    }
    return expected;
  }

  private static String why(Measured fresh, List<TimingRow> recorded) {
    if (Arrays.stream(fresh.forks()).anyMatch(time -> !(time > 0))) {
      return "times %s must be > 0: measure again".formatted(Arrays.toString(fresh.forks()));
    }
    if (fresh.machine() == null) {
      return "it is not known which machine measured";
    }
    return recorded.isEmpty()
        ? "no baseline was recorded: run 'timings --record'"
        : "the baseline is of another machine (%s), times do not compare"
            .formatted(recorded.get(0).cpu());
  }
}
