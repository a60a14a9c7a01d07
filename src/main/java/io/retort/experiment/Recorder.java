package io.retort.experiment;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import io.retort.claim.BaselineRow;
import io.retort.claim.Condition;
import io.retort.claim.ReferenceResults;
import io.retort.claim.Statistics;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Records baselines: our own per-seed observations, against which regressions are judged. */
public final class Recorder {
  /** Seeds of baselines start here, so that no run's seeds are among them. */
  public static final long FIRST_SEED = 1001;

  private static final int LEAST_SEEDS = 5;

  private static final String CPU = "cpu";

  private Recorder() {}

  /**
   * What was recorded.
   *
   * @param changes of the experiment's metrics, a line each
   */
  public record Recorded(Path file, List<String> changes) {}

  /**
   * Runs seeds of the default reading, keeps the metrics that the gate watches, and replaces the
   * experiment's rows of that reading in its paper's baseline file.
   *
   * @param seeds number of seeds, at least 5; the gate wants at least 10, and is blunt below 20
   * @param replace whether fewer seeds, other data or another sort of device may replace what is
   *     recorded
   */
  public static Recorded record(
      Experiment experiment,
      Settings settings,
      int seeds,
      boolean replace,
      Executor executor,
      Progress progress)
      throws IOException {
    if (seeds < LEAST_SEEDS) {
      throw new IllegalArgumentException(
          "a baseline of [%d] seeds is too small: at least %d".formatted(seeds, LEAST_SEEDS));
    }
    List<Long> fresh = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      fresh.add(FIRST_SEED + i);
    }
    ReferenceResults reference = new ReferenceResults(settings.reference());
    String scale = settings.scale().toString();
    List<BaselineRow> before =
        reference.baselines(experiment.paper(), scale).stream()
            .filter(row -> row.experiment().equals(experiment.id()))
            .toList();
    if (!replace) {
      refuseToReplace(
          before,
          seeds,
          experiment.dataFingerprint(settings.scale(), settings.data()),
          settings.engineKey().endsWith(Settings.GPU));
    }
    Reply reply = new Reply(experiment, settings, executor, progress);
    List<CellResult> results = reply.observe(fresh, List.of(experiment.defaultReading()), Set.of());
    List<BaselineRow> rows = new ArrayList<>();
    Set<String> recorded = results.stream().map(CellResult::variant).collect(Collectors.toSet());
    for (BaselineRow row : reference.baselines(experiment.paper(), scale)) {
      if (!row.experiment().equals(experiment.id()) || !recorded.contains(row.variant())) {
        rows.add(row);
      }
    }
    Set<String> gated = experiment.gatedMetrics(settings.scale()).keySet();
    for (CellResult result : results) {
      if (!RunSummary.isOf(experiment, result)
          || !experiment.isGated(Condition.parse(result.condition()))) {
        continue;
      }
      result.metrics().entrySet().stream()
          .filter(entry -> gated.contains(entry.getKey()))
          .forEach(
              entry ->
                  rows.add(
                      new BaselineRow(
                          experiment.id(), // cells may be shared with another experiment
                          result.variant(),
                          result.condition(),
                          entry.getKey(),
                          result.seed(),
                          entry.getValue(),
                          result.record().data(),
                          result.record().environment().commit(),
                          result.record().environment().device(),
                          result.record().started().substring(0, 10))));
    }
    rows.sort(
        Comparator.comparing(BaselineRow::experiment)
            .thenComparing(BaselineRow::condition)
            .thenComparing(BaselineRow::variant)
            .thenComparing(BaselineRow::metric)
            .thenComparingLong(BaselineRow::seed));
    Path file = reference.baselineFile(experiment.paper(), scale);
    Files.createDirectories(file.getParent());
    ResultStore.write(file, csv(rows).getBytes(StandardCharsets.UTF_8));
    List<BaselineRow> after =
        rows.stream().filter(row -> row.experiment().equals(experiment.id())).toList();
    return new Recorded(file, difference(before, after));
  }

  /** What must not happen unseen: fewer seeds, other data, another sort of device. */
  private static void refuseToReplace(
      List<BaselineRow> recorded, int seeds, String data, boolean onGpu) {
    long known = recorded.stream().map(BaselineRow::seed).distinct().count();
    if (seeds < known) {
      throw new IllegalArgumentException(
          "a baseline of [%d] seeds would replace the recorded one of %d: record as many, or add --replace"
              .formatted(seeds, known));
    }
    for (BaselineRow row : recorded) {
      if (!row.data().equals(data)) {
        throw new IllegalArgumentException(
            "the recorded baseline is of data [%s], this one would be of [%s]: add --replace if that is meant"
                .formatted(row.data(), data));
      }
      if (row.device().equals(CPU) == onGpu) {
        throw new IllegalArgumentException(
            "the recorded baseline is of device [%s], this one would be of %s: add --replace if that is meant"
                .formatted(row.device(), onGpu ? "a GPU" : "a CPU"));
      }
    }
  }

  /** What a baseline becomes, a line for each metric whose numbers change: for a review. */
  static List<String> difference(List<BaselineRow> before, List<BaselineRow> after) {
    Map<String, List<BaselineRow>> old = grouped(before);
    Map<String, List<BaselineRow>> fresh = grouped(after);
    List<String> lines = new ArrayList<>();
    SortedSet<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(fresh.keySet());
    for (String key : keys) {
      String was = spread(old.getOrDefault(key, List.of()));
      String is = spread(fresh.getOrDefault(key, List.of()));
      if (!was.equals(is)) {
        lines.add("%s: %s -> %s".formatted(key, was, is));
      }
    }
    return lines;
  }

  private static Map<String, List<BaselineRow>> grouped(List<BaselineRow> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row ->
                    row.condition()
                        + (row.variant().isEmpty() ? "" : " [" + row.variant() + "]")
                        + ", "
                        + row.metric()));
  }

  private static String spread(List<BaselineRow> rows) {
    double[] values = rows.stream().mapToDouble(BaselineRow::value).toArray();
    return values.length == 0
        ? "none"
        : String.format(
            Locale.ROOT,
            "%.4f +- %.4f (%d seeds)",
            Statistics.mean(values),
            values.length < 2 ? 0 : Statistics.sd(values),
            values.length);
  }

  private static String csv(List<BaselineRow> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (ICSVWriter csv = new CSVWriterBuilder(text).build()) {
      csv.writeNext(ReferenceResults.BASELINE_COLUMNS.toArray(new String[0]), false);
      for (BaselineRow row : rows) {
        csv.writeNext(
            new String[] {
              row.experiment(),
              row.variant(),
              row.condition(),
              row.metric(),
              Long.toString(row.seed()),
              Double.toString(row.value()),
              row.data(),
              row.commit(),
              row.device(),
              row.recorded()
            },
            false);
      }
    }
    return text.toString();
  }
}
