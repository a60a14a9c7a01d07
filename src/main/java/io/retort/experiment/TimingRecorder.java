package io.retort.experiment;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import io.retort.claim.ReferenceResults;
import io.retort.claim.TimingGate;
import io.retort.claim.TimingRow;
import io.retort.provenance.Environment;
import io.retort.provenance.Machine;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Makes what JMH measured the baseline of the machine that measured it. */
public final class TimingRecorder {
  private static final String UNIT = "ms";

  private TimingRecorder() {}

  /**
   * Records what was measured, in place of what this machine had recorded of the same benchmarks.
   *
   * @return the rows that were added
   * @throws IllegalArgumentException where nothing can be recorded
   */
  public static List<TimingRow> record(Path folder, ReferenceResults reference) throws IOException {
    String commit = Environment.builtFrom();
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    List<TimingRow> fresh = new ArrayList<>();
    for (Timings.Measured measured : Timings.read(folder)) {
      Machine machine = measured.machine();
      if (machine == null || measured.forks().length < TimingGate.LEAST_FORKS) {
        continue;
      }
      for (int i = 0; i < measured.forks().length; i++) {
        fresh.add(
            new TimingRow(
                machine.fingerprint(),
                measured.name(),
                UNIT,
                i + 1,
                measured.forks()[i],
                machine.cpu(),
                commit,
                today));
      }
    }
    if (fresh.isEmpty()) {
      throw new IllegalArgumentException(
          "[%s] holds no timings of at least %d processes: mvn verify -Pjmh-full takes them"
              .formatted(folder, TimingGate.LEAST_FORKS));
    }
    List<TimingRow> rows = new ArrayList<>(fresh);
    for (TimingRow row : reference.timings()) {
      if (fresh.stream()
          .noneMatch(
              f -> f.machine().equals(row.machine()) && f.benchmark().equals(row.benchmark()))) {
        rows.add(row);
      }
    }
    rows.sort(
        Comparator.comparing(TimingRow::machine)
            .thenComparing(TimingRow::benchmark)
            .thenComparingInt(TimingRow::fork));
    ResultStore.write(reference.timingsFile(), csv(rows).getBytes(StandardCharsets.UTF_8));
    return fresh;
  }

  private static String csv(List<TimingRow> rows) throws IOException {
    StringWriter text = new StringWriter();
    try (ICSVWriter csv = new CSVWriterBuilder(text).build()) {
      csv.writeNext(ReferenceResults.TIMING_COLUMNS.toArray(new String[0]), false);
      for (TimingRow row : rows) {
        csv.writeNext(
            new String[] {
              row.machine(),
              row.benchmark(),
              row.unit(),
              Integer.toString(row.fork()),
              String.format(Locale.ROOT, "%.6g", row.time()),
              row.cpu(),
              row.commit(),
              row.recorded()
            },
            false);
      }
    }
    return text.toString();
  }
}
