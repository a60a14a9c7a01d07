package io.retort.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.claim.Outcome;
import io.retort.claim.TimingGate;
import io.retort.claim.TimingRow;
import io.retort.experiment.Timings;
import io.retort.provenance.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Timings that JMH wrote. */
public final class JmhResults {
  private JmhResults() {}

  /**
   * One benchmark with one set of parameters.
   *
   * @param file the JSON file's name
   * @param question what the benchmark asks
   * @param parameters such as "network=student, batch=256"
   * @param mode what was measured
   * @param score mean score
   * @param error half of the 99.9 % interval; NaN with too few iterations
   * @param unit of score and error
   * @param percentiles p50, p95 and p99 where the mode samples them
   * @param setup forks, warm-up and measurement iterations
   * @param against what the gate on times says
   */
  public record Timing(
      String file,
      String question,
      String parameters,
      String mode,
      double score,
      double error,
      String unit,
      String percentiles,
      String setup,
      String against) {}

  /** All JSON files below an output folder's {@code jmh}. */
  public static List<Path> files(Path out) throws IOException {
    Path folder = out.resolve("jmh");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  /**
   * Reads all timings below an output folder; none where nothing was timed.
   *
   * @param recorded baselines of all machines
   */
  public static List<Timing> read(Path out, List<TimingRow> recorded) throws IOException {
    List<Timings.Measured> measured = Timings.read(out.resolve("jmh"));
    Map<String, Path> judgedIn = new HashMap<>();
    measured.forEach(m -> judgedIn.put(m.name(), m.file()));
    Map<String, String> said = new HashMap<>();
    for (TimingGate.Judged judged : Timings.judge(measured, recorded)) {
      said.put(judged.benchmark(), text(judged));
    }
    List<Timing> timings = new ArrayList<>();
    for (Path file : files(out)) {
      for (JsonNode node : Json.CANONICAL.readTree(file.toFile())) {
        JsonNode metric = node.path("primaryMetric");
        String[] name = node.path("benchmark").asText().split("\\.");
        List<String> parameters = new ArrayList<>();
        node.path("params")
            .properties()
            .forEach(e -> parameters.add(e.getKey() + "=" + e.getValue().asText()));
        JsonNode p = metric.path("scorePercentiles");
        boolean sampled = node.path("mode").asText().equals("sample");
        timings.add(
            new Timing(
                String.valueOf(file.getFileName()),
                name[name.length - 2],
                String.join(", ", parameters),
                mode(node.path("mode").asText()),
                metric.path("score").asDouble(),
                metric.path("scoreError").asDouble(Double.NaN),
                metric.path("scoreUnit").asText(),
                sampled
                    ? String.format(
                        Locale.ROOT,
                        "%.3f / %.3f / %.3f",
                        p.path("50.0").asDouble(),
                        p.path("95.0").asDouble(),
                        p.path("99.0").asDouble())
                    : "",
                "%s, %d x %s warm-up, %d x %s measured"
                    .formatted(
                        forks(node.path("forks").asInt()),
                        node.path("warmupIterations").asInt(),
                        node.path("warmupTime").asText(),
                        node.path("measurementIterations").asInt(),
                        node.path("measurementTime").asText()),
                file.equals(judgedIn.get(Timings.name(node)))
                    ? said.getOrDefault(Timings.name(node), "")
                    : "measured again since"));
      }
    }
    return timings;
  }

  private static String text(TimingGate.Judged judged) {
    return judged.interval() == null
        ? judged.note()
        : String.format(
            Locale.ROOT,
            "%s: %.2f [%.2f, %.2f]",
            judged.outcome() == Outcome.REGRESSION ? "slower" : "not slower",
            judged.ratio(),
            judged.interval().low(),
            judged.interval().high());
  }

  private static String mode(String mode) {
    return switch (mode) {
      case "sample" -> "latency";
      case "thrpt" -> "throughput";
      case "avgt" -> "average time";
      default -> mode;
    };
  }

  private static String forks(int forks) {
    return forks == 0 ? "all in one process" : forks + (forks == 1 ? " fork" : " forks");
  }
}
