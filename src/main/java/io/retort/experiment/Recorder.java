package io.retort.experiment;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import io.retort.claim.BaselineRow;
import io.retort.claim.Condition;
import io.retort.claim.ReferenceResults;
import io.retort.claim.RegressionGate;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Records baselines: our own per-seed observations, against which regressions are judged. */
public final class Recorder {
  /** Seeds of baselines start here, so that no run's seeds are among them. */
  public static final long FIRST_SEED = 1001;

  private static final int LEAST_SEEDS = 5;

  private Recorder() {}

  /**
   * Runs seeds of the default reading, keeps the metrics that the gate watches, and replaces the
   * experiment's rows of that reading in its paper's baseline file.
   *
   * @param seeds number of seeds, at least 5; the gate wants at least 10, and is blunt below 20
   * @return the file
   */
  public static Path record(
      Experiment experiment, Settings settings, int seeds, Executor executor, Progress progress)
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
    refuseToShorten(experiment, reference.baselines(experiment.paper(), scale), seeds);
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
    return file;
  }

  /** A baseline that the gate cannot use must not take the place of one that it can. */
  private static void refuseToShorten(
      Experiment experiment, List<BaselineRow> recorded, int seeds) {
    long known =
        recorded.stream()
            .filter(row -> row.experiment().equals(experiment.id()))
            .map(BaselineRow::seed)
            .distinct()
            .count();
    if (seeds < known && !RegressionGate.unusable(seeds).isEmpty()) {
      throw new IllegalArgumentException(
          "a baseline of [%d] seeds must not replace the recorded one of %d: record at least as many"
              .formatted(seeds, known));
    }
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
