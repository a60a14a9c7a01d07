package io.retort.report;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import io.retort.experiment.CellResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Observations as a table: one line per cell and metric. */
public final class ObservationsCsv {
  private ObservationsCsv() {}

  /** The table as CSV with a header. */
  public static String of(List<CellResult> results) {
    StringWriter text = new StringWriter();
    try (ICSVWriter csv = new CSVWriterBuilder(text).build()) {
      csv.writeNext(
          new String[] {
            "experiment",
            "scale",
            "reading",
            "condition",
            "seed",
            "metric",
            "value",
            "seconds",
            "key"
          },
          false);
      for (CellResult r : results) {
        r.metrics()
            .forEach(
                (metric, value) ->
                    csv.writeNext(
                        new String[] {
                          r.experiment(),
                          r.scale(),
                          r.variant(),
                          r.condition(),
                          Long.toString(r.seed()),
                          metric,
                          Double.toString(value),
                          Double.toString(r.record().seconds()),
                          r.key()
                        },
                        false));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
