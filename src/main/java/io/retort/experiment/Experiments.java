package io.retort.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** All experiments on the class path. */
public final class Experiments {
  private static final List<Experiment> ALL =
      ServiceLoader.load(Experiment.class).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(Experiment::id))
          .toList();

  private Experiments() {}

  /** All of them, by id. */
  public static List<Experiment> all() {
    return ALL;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException for an unknown id, with those there are
   */
  public static Experiment byId(String id) {
    return ALL.stream()
        .filter(experiment -> experiment.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "experiment [%s] must be one of %s"
                        .formatted(
                            id,
                            ALL.stream().map(Experiment::id).collect(Collectors.joining(", ")))));
  }
}
