package io.retort.report;

import io.retort.claim.Interval;
import io.retort.claim.Statistics;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Confusion matrices of a run, one for each condition of the default reading: counts summed over
 * the seeds, and the recall of each class with Wilson's interval for the test items of one seed.
 * Public, as the template engine reads it.
 *
 * @param condition as text
 * @param seeds how many are summed
 * @param columns names of the predicted classes
 * @param rows one for each true class
 */
public record ConfusionTable(String condition, int seeds, List<String> columns, List<Row> rows) {
  /** Larger matrices are not shown. */
  private static final int MOST_CLASSES = 10;

  /** More of them are not shown. */
  private static final int MOST_CONDITIONS = 24;

  private static final double LEVEL = .95;

  /** A true class. Public, as the template engine reads it. */
  public record Row(String name, List<Cell> cells, String recall) {}

  /**
   * A count, and its share of the row from 0 to 100. Public, as the template engine reads it.
   *
   * @param right whether it counts right answers
   */
  public record Cell(String count, int share, boolean right) {}

  /**
   * The matrices of a run; none where items are not classified or the matrices would be too many.
   */
  static List<ConfusionTable> of(Experiment experiment, List<CellResult> results) {
    Map<String, List<CellResult>> byCondition = new LinkedHashMap<>();
    for (CellResult result : results) {
      boolean main =
          result.variant().isEmpty() || result.variant().equals(experiment.defaultReading());
      if (main && !result.labels().isEmpty()) {
        byCondition.computeIfAbsent(result.condition(), c -> new ArrayList<>()).add(result);
      }
    }
    if (byCondition.size() > MOST_CONDITIONS) {
      return List.of();
    }
    List<ConfusionTable> tables = new ArrayList<>();
    byCondition.forEach((condition, of) -> add(tables, condition, of, experiment.classes()));
    return tables;
  }

  private static void add(
      List<ConfusionTable> tables, String condition, List<CellResult> of, List<String> classes) {
    int size = 0;
    for (CellResult result : of) {
      size = Math.max(size, 1 + largest(result.labels()));
      size = Math.max(size, 1 + largest(result.predictions()));
    }
    if (size < 2 || size > MOST_CLASSES) {
      return;
    }
    long[][] counts = new long[size][size];
    for (CellResult result : of) {
      for (int i = 0; i < result.labels().length(); i++) {
        counts[digit(result.labels(), i)][digit(result.predictions(), i)]++;
      }
    }
    List<String> names = new ArrayList<>();
    for (int c = 0; c < size; c++) {
      names.add(c < classes.size() ? classes.get(c) : Integer.toString(c));
    }
    List<Row> rows = new ArrayList<>();
    for (int c = 0; c < size; c++) {
      rows.add(row(names.get(c), c, counts[c], of.size()));
    }
    tables.add(new ConfusionTable(condition, of.size(), names, rows));
  }

  private static Row row(String name, int label, long[] counts, int seeds) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    List<Cell> cells = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      int share = total == 0 ? 0 : (int) Math.round(100.0 * counts[c] / total);
      cells.add(new Cell(Long.toString(counts[c]), share, c == label));
    }
    return new Row(name, cells, total == 0 ? "–" : recall(counts[label], total, seeds));
  }

  /** Seeds share the test items: the interval is that of the items, with the seeds' mean recall. */
  private static String recall(long right, long total, int seeds) {
    long items = Math.max(1, total / seeds);
    Interval wilson =
        Statistics.wilson(Math.min(items, Math.round((double) right / seeds)), items, LEVEL);
    return String.format(
        Locale.ROOT, "%.3f (%.3f to %.3f)", (double) right / total, wilson.low(), wilson.high());
  }

  private static int largest(String classes) {
    int largest = -1;
    for (int i = 0; i < classes.length(); i++) {
      largest = Math.max(largest, digit(classes, i));
    }
    return largest;
  }

  private static int digit(String classes, int at) {
    return Character.digit(classes.charAt(at), Character.MAX_RADIX);
  }
}
