package io.retort.training;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How large an experiment is run: smaller values on the same path. */
public enum Scale {
  /** Embedded synthetic data, on a CPU, in minutes. */
  SMOKE,
  /** Real data, sizes a CPU can hold. */
  REDUCED,
  /** As published. */
  PAPER;

  /**
   * Reads a scale's name.
   *
   * @throws IllegalArgumentException for another name
   */
  public static Scale parse(String name) {
    return Arrays.stream(values())
        .filter(scale -> scale.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scale [%s] must be one of %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(Scale::toString)
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
