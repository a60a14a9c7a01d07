package io.retort.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.data.DataException;
import io.retort.provenance.Fingerprint;
import io.retort.provenance.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What JMH measured of one benchmark: the mean of each measured iteration, in milliseconds.
 *
 * @param file where it was read
 * @param scores by the benchmark's parameters, such as {@code images=1, network=vgg16}; iterations
 *     of all forks one after the other
 */
public record JmhScores(Path file, Map<String, List<Double>> scores) {
  private static final String UNIT = "ms/op";

  /**
   * Reads the results of a benchmark: those with most measured iterations, the newest of equal
   * ones.
   *
   * @param folder of JMH's JSON files
   * @param benchmark simple name of its class
   * @throws DataException when there are none, or they are in another unit
   */
  public static JmhScores fullest(Path folder, String benchmark) {
    List<JmhScores> all = new ArrayList<>();
    for (Path file : files(folder)) {
      Map<String, List<Double>> scores = read(file, benchmark);
      if (!scores.isEmpty()) {
        all.add(new JmhScores(file, scores));
      }
    }
    if (all.isEmpty()) {
      throw new DataException(
          "no timings of %s in %s: 'mvn verify' takes them, in short form"
              .formatted(benchmark, folder.toAbsolutePath()));
    }
    // the first of equal ones, as the newest come first
    JmhScores fullest = all.get(0);
    for (JmhScores other : all) {
      fullest = other.iterations() > fullest.iterations() ? other : fullest;
    }
    return fullest;
  }

  /** Measured iterations that all parameters have. */
  public int iterations() {
    return scores.values().stream().mapToInt(List::size).min().orElse(0);
  }

  /** Files of results, the newest first. */
  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted(Comparator.<Path>comparingLong(f -> f.toFile().lastModified()).reversed())
          .toList();
    } catch (IOException e) {
      throw new DataException("%s cannot be listed: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private static Map<String, List<Double>> read(Path file, String benchmark) {
    Map<String, List<Double>> scores = new LinkedHashMap<>();
    try {
      for (JsonNode node : Json.CANONICAL.readTree(file.toFile())) {
        if (!node.path("benchmark").asText().contains("." + benchmark + ".")) {
          continue;
        }
        JsonNode metric = node.path("primaryMetric");
        if (!metric.path("scoreUnit").asText().equals(UNIT)) {
          throw new DataException(
              "%s: unit [%s] of %s must be %s"
                  .formatted(file, metric.path("scoreUnit").asText(), benchmark, UNIT));
        }
        List<Double> iterations = new ArrayList<>();
        metric
            .path("rawData")
            .forEach(fork -> fork.forEach(score -> iterations.add(score.asDouble())));
        scores.put(key(node.path("params")), iterations);
      }
    } catch (IOException e) {
      throw new DataException("%s is no JMH result: %s".formatted(file, e.getMessage()), e);
    }
    return scores;
  }

  private static String key(JsonNode parameters) {
    List<String> parts = new ArrayList<>();
    parameters.properties().forEach(e -> parts.add(e.getKey() + "=" + e.getValue().asText()));
    return String.join(", ", parts.stream().sorted().toList());
  }

  /**
   * The mean of a measured iteration.
   *
   * @param parameters all of the benchmark's, in any order
   * @param iteration from 1
   * @throws DataException when it was not measured
   */
  public double of(Map<String, String> parameters, long iteration) {
    String key =
        String.join(
            ", ",
            parameters.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .toList());
    List<Double> iterations = scores.getOrDefault(key, List.of());
    if (iteration < 1 || iteration > iterations.size()) {
      throw new DataException(
          "%s holds %d measured iterations of [%s], not number %d: choose fewer seeds, or measure in"
                  .formatted(file, iterations.size(), key, iteration)
              + " full: mvn verify -Pjmh-full");
    }
    return iterations.get((int) iteration - 1);
  }

  /** The values that a parameter was measured with, in the order of the file. */
  public List<String> values(String parameter) {
    return scores.keySet().stream()
        .flatMap(key -> Stream.of(key.split(", ")))
        .filter(part -> part.startsWith(parameter + "="))
        .map(part -> part.substring(parameter.length() + 1))
        .distinct()
        .toList();
  }

  /** Fingerprint of the scores. */
  public String fingerprint() {
    return Fingerprint.ofJson(scores);
  }
}
