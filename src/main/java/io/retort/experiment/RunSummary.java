package io.retort.experiment;

import io.retort.claim.Observations;
import io.retort.claim.Verdict;
import io.retort.provenance.Environment;
import io.retort.provenance.Json;
import io.retort.training.Scale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one run of an experiment found: the file that pages and exports are made from.
 *
 * @param dataName the data set in words
 * @param seconds wall-clock seconds of training in this run; 0 when all was stored before
 * @param trained cells trained in this run
 * @param cells files of all results, relative to the store
 * @param secondLook files of the results that the gate's second look trained
 */
public record RunSummary(
    String experiment,
    String scale,
    List<Long> seeds,
    String dataName,
    String dataFingerprint,
    String codeFingerprint,
    Environment environment,
    String finished,
    double seconds,
    int trained,
    int workers,
    List<String> cells,
    List<String> secondLook,
    List<Verdict> verdicts) {

  /** Where a run's summary lies below the output folder. */
  public static Path file(Path out, String experiment, Scale scale) {
    return out.resolve("runs").resolve(experiment).resolve(scale + ".json");
  }

  /** The files of all summaries below an output folder. */
  public static List<Path> files(Path out) throws IOException {
    Path runs = out.resolve("runs");
    if (!Files.isDirectory(runs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(runs)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** Reads a summary. */
  public static RunSummary read(Path file) throws IOException {
    return Json.CANONICAL.readValue(file.toFile(), RunSummary.class);
  }

  /** Writes this summary to its place below an output folder. */
  public void write(Path out) throws IOException {
    Path file = file(out, experiment, Scale.parse(scale));
    Files.createDirectories(file.getParent());
    ResultStore.write(file, Json.PRETTY.writeValueAsBytes(this));
  }

  /** The stored results of the cells. */
  public List<CellResult> results(Path store) {
    return read(store, cells);
  }

  /** The stored results that the gate's second look trained. */
  public List<CellResult> secondLook(Path store) {
    return read(store, secondLook);
  }

  private static List<CellResult> read(Path store, List<String> files) {
    List<CellResult> results = new ArrayList<>();
    for (String cell : files) {
      try {
        results.add(ResultStore.read(store.resolve(cell)));
      } catch (IOException e) {
        throw new UncheckedIOException(
            "stored result %s: %s: run the experiment again".formatted(cell, e.getMessage()), e);
      }
    }
    return results;
  }

  /** The results as claims read them: those of the experiment's grid, and of its own needs. */
  public static Observations observations(Experiment experiment, List<CellResult> results) {
    return new Observations(
        results.stream().filter(r -> isOf(experiment, r)).map(CellResult::row).toList());
  }

  /**
   * Whether a result is one that the experiment speaks of: its own, or another one's of which its
   * grid has the condition. What it only asks is named as at home, where two may be named alike.
   */
  static boolean isOf(Experiment experiment, CellResult result) {
    return result.experiment().equals(experiment.id())
        || experiment.conditions(Scale.parse(result.scale())).contains(result.cell().condition());
  }
}
