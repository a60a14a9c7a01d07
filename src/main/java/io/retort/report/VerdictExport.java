package io.retort.report;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import io.retort.claim.Interval;
import io.retort.claim.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verdicts for machines. */
final class VerdictExport {
  private VerdictExport() {}

  static String csv(List<Verdict> verdicts) {
    StringWriter text = new StringWriter();
    try (ICSVWriter csv = new CSVWriterBuilder(text).build()) {
      csv.writeNext(
          new String[] {
            "experiment",
            "scale",
            "question",
            "id",
            "reading",
            "outcome",
            "metric",
            "measured",
            "low",
            "high",
            "reference",
            "margin",
            "bound",
            "p_value",
            "detectable_drop",
            "seeds",
            "known_deviation",
            "statement",
            "note",
            "source"
          },
          false);
      for (Verdict v : verdicts) {
        Interval interval = v.interval();
        csv.writeNext(
            new String[] {
              v.experiment(),
              v.scale(),
              v.question().name().toLowerCase(java.util.Locale.ROOT),
              v.id(),
              v.variant(),
              v.outcome().words(),
              v.metric(),
              number(v.measured()),
              interval == null ? "" : number(interval.low()),
              interval == null ? "" : number(interval.high()),
              number(v.reference()),
              number(v.margin()),
              number(v.bound()),
              number(v.pValue()),
              number(v.detectableDrop()),
              Integer.toString(v.seeds().size()),
              v.knownDeviation() == null ? "" : v.knownDeviation(),
              v.statement(),
              v.note(),
              v.source()
            },
            false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static String number(@Nullable Double value) {
    return value == null ? "" : Double.toString(value);
  }
}
