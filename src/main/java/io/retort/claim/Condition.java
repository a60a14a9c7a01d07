package io.retort.claim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One point of an experiment's grid, such as {@code student, n=10}.
 *
 * @param role what is trained: teacher, student, baseline, upper, ...
 * @param parameters what varies over the grid, in the order of the text
 */
public record Condition(String role, Map<String, String> parameters) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.+>-]+");

  /** Checks that role, names and values are plain words. */
  public Condition {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    word(role);
    parameters.forEach(
        (name, value) -> {
          word(name);
          word(value);
        });
  }

  /** A condition without parameters. */
  public static Condition of(String role) {
    return new Condition(role, Map.of());
  }

  /** A condition with one parameter. */
  public static Condition of(String role, String name, Object value) {
    return new Condition(role, Map.of(name, value.toString()));
  }

  /**
   * Reads {@code role, name=value, ...}.
   *
   * @throws IllegalArgumentException when the text has another form
   */
  public static Condition parse(String text) {
    String[] parts = text.strip().split("\\s*,\\s*");
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", 2);
      if (pair.length != 2) {
        throw new IllegalArgumentException(
            "condition [%s] must read like 'student, n=10'".formatted(text));
      }
      parameters.put(pair[0], pair[1]);
    }
    return new Condition(parts[0], parameters);
  }

  /** The value of a parameter as a whole number. */
  public int whole(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "condition [%s] has no parameter %s".formatted(this, name));
    }
    return Integer.parseInt(value);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return parameters.isEmpty()
        ? role
        : role
            + parameters.entrySet().stream()
                .map(e -> ", " + e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining());
  }

  private static void word(String text) {
    if (!WORD.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "[%s] must be one word of letters, digits and _ . + > -".formatted(text));
    }
  }
}
