package io.retort.experiment;

import io.retort.claim.Condition;
import io.retort.claim.Observations;
import io.retort.provenance.Fingerprint;
import io.retort.provenance.RunRecord;
import io.retort.training.LearningCurve;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the store keeps of a cell.
 *
 * @param condition as text
 * @param key content address: recipe, data, code, engine, device and needed cells
 * @param metrics value by name
 * @param labels true classes of the test items, a character each: 0 to 9, a to z
 * @param predictions predicted classes, likewise
 * @param margins of two classes, the second's logit less the first's for each test item
 * @param weights fingerprint of the stored weights
 * @param state fingerprint of the stored state that other cells go on from
 * @param recipe the recipe as it was, for people
 * @param timings wall-clock seconds by name, which no two runs have alike
 * @param planes pictures of 0 to 255 by name, row by row, for figures
 * @param record provenance
 */
public record CellResult(
    String experiment,
    String scale,
    String variant,
    String condition,
    long seed,
    String key,
    Map<String, Double> metrics,
    String labels,
    String predictions,
    float[] margins,
    LearningCurve curve,
    String weights,
    String state,
    Map<String, Object> recipe,
    Map<String, Double> timings,
    Map<String, byte[]> planes,
    RunRecord record) {

  /** What older runs did not store is empty. */
  public CellResult {
    margins = margins == null ? new float[0] : margins;
    timings = timings == null ? Map.of() : timings;
    planes = planes == null ? Map.of() : planes;
  }

  static CellResult of(Cell cell, String key, Measured measured, Recipe recipe, RunRecord record) {
    return new CellResult(
        cell.experiment(),
        cell.scale().toString(),
        cell.variant(),
        cell.condition().toString(),
        cell.seed(),
        key,
        measured.metrics(),
        encode(measured.labels()),
        encode(measured.predictions()),
        measured.margins(),
        measured.curve(),
        Fingerprint.of(measured.weights()),
        Fingerprint.of(measured.state()),
        io.retort.provenance.Json.CANONICAL.convertValue(
            recipe, new com.fasterxml.jackson.core.type.TypeReference<>() {}),
        measured.timings(),
        measured.planes(),
        record);
  }

  /** The cell this is the result of. */
  public Cell cell() {
    return new Cell(experiment, Scale.parse(scale), variant, Condition.parse(condition), seed);
  }

  /** The result as claims read it; timings are among its metrics. */
  public Observations.Row row() {
    boolean[] correct = new boolean[labels.length()];
    for (int i = 0; i < correct.length; i++) {
      correct[i] = labels.charAt(i) == predictions.charAt(i);
    }
    Map<String, Double> all = new TreeMap<>(metrics);
    all.putAll(timings);
    return new Observations.Row(
        variant, Condition.parse(condition), seed, all, correct, record.notPretrained());
  }

  private static String encode(int[] classes) {
    StringBuilder text = new StringBuilder(classes.length);
    for (int value : classes) {
      text.append(Character.forDigit(value, Character.MAX_RADIX));
    }
    return text.toString();
  }
}
