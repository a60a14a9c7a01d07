package io.retort;

import com.fasterxml.jackson.databind.JsonNode;
import io.retort.provenance.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The numbers to agree with: the test resources, or the directory -Dretort.fixtures names. */
public final class Fixtures {
  private Fixtures() {}

  public record Case(String name, JsonNode json) {
    @Override
    public String toString() {
      return name;
    }
  }

  public static Path directory() {
    String given = System.getProperty("retort.fixtures", "");
    try {
      return given.isBlank()
          ? Path.of(Objects.requireNonNull(Fixtures.class.getResource("/fixtures")).toURI())
          : Path.of(given);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All fixture files, relative to the directory. */
  public static List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory())) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .map(f -> directory().relativize(f).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /** Every case of every file whose name starts with the kind, such as "losses". */
  public static List<Case> cases(String kind) {
    try {
      List<Case> cases = new ArrayList<>();
      for (String file : files()) {
        if (file.startsWith(kind)) {
          JsonNode all = Json.CANONICAL.readTree(directory().resolve(file).toFile());
          int number = 0;
          for (JsonNode json : StreamSupport.stream(all.spliterator(), false).toList()) {
            cases.add(new Case(file + " case " + number++, json));
          }
        }
      }
      return cases;
    } catch (IOException e) {
      throw new IllegalStateException("fixtures in " + directory(), e);
    }
  }

  public static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  public static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  public static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asInt();
    }
    return values;
  }

  public static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asLong();
    }
    return values;
  }
}
