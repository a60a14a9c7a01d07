package io.retort.claim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The folder reference-results/: what the papers print, what they claim, and our baselines.
 *
 * @param folder the folder
 */
public record ReferenceResults(Path folder) {
  static final List<String> CLAIM_COLUMNS =
      List.of(
          "id",
          "experiment",
          "kind",
          "statement",
          "metric",
          "subject",
          "comparator",
          "reference",
          "margin",
          "source",
          "presumes");

  /** Columns of a baseline file. */
  public static final List<String> BASELINE_COLUMNS =
      List.of(
          "experiment",
          "variant",
          "condition",
          "metric",
          "seed",
          "value",
          "data",
          "commit",
          "device",
          "recorded");

  /** Columns of the file of timings. */
  public static final List<String> TIMING_COLUMNS =
      List.of("machine", "benchmark", "unit", "fork", "time", "cpu", "commit", "recorded");

  /** Checks that the folder is there. */
  public ReferenceResults {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "reference results [%s] must be a folder: run from the project's root or set"
                  .formatted(folder)
              + " -Dretort.reference");
    }
  }

  /** All papers, in the order of the file. */
  public List<Paper> papers() throws IOException {
    return CsvTable.read(
        folder.resolve("papers.csv"),
        List.of("id", "title", "authors", "venue", "year", "doi", "name"),
        line ->
            new Paper(
                line.text("id"),
                line.text("title"),
                line.text("authors"),
                line.text("venue"),
                (int) line.whole("year"),
                line.text("doi"),
                line.text("name")));
  }

  /** A paper's printed values by id. */
  public Map<String, ReferenceValue> values(String paper) throws IOException {
    Path file = folder.resolve(paper).resolve("values.csv");
    Map<String, ReferenceValue> values = new LinkedHashMap<>();
    for (ReferenceValue value :
        CsvTable.read(
            file,
            List.of(
                "id",
                "experiment",
                "condition",
                "metric",
                "value",
                "decimals",
                "items",
                "runs",
                "sd",
                "source"),
            line ->
                new ReferenceValue(
                    line.text("id"),
                    line.text("experiment"),
                    line.text("condition"),
                    line.text("metric"),
                    line.number("value"),
                    (int) line.whole("decimals"),
                    line.whole("items"),
                    (int) line.whole("runs"),
                    line.number("sd"),
                    line.text("source")))) {
      if (values.put(value.id(), value) != null) {
        throw new IOException("%s: id [%s] must be unique".formatted(file, value.id()));
      }
    }
    return values;
  }

  /** The claims that an experiment can check. */
  public List<Claim> claims(String paper, String experiment) throws IOException {
    return CsvTable.read(
            folder.resolve(paper).resolve("claims.csv"),
            CLAIM_COLUMNS,
            line ->
                new Claim(
                    line.text("id"),
                    line.text("experiment"),
                    Claim.Kind.valueOf(
                        line.text("kind").toUpperCase(Locale.ROOT).replace('-', '_')),
                    line.text("statement"),
                    line.text("metric"),
                    line.text("subject"),
                    line.text("comparator"),
                    line.text("reference"),
                    line.number("margin"),
                    line.text("source"),
                    line.text("presumes")))
        .stream()
        .filter(claim -> claim.experiment().equals(experiment))
        .toList();
  }

  /** The checks of a paper's own numbers; empty when there are none. */
  public List<Audit> audits(String paper) throws IOException {
    Path file = folder.resolve(paper).resolve("audits.csv");
    if (!Files.exists(file)) {
      return List.of();
    }
    return CsvTable.read(
        file,
        List.of("id", "check", "statement", "values", "source"),
        line ->
            new Audit(
                line.text("id"),
                Audit.Check.valueOf(line.text("check").toUpperCase(Locale.ROOT)),
                line.text("statement"),
                List.of(line.text("values").split("\\s+", -1)),
                line.text("source")));
  }

  /** The file of a paper's baselines at a scale. */
  public Path baselineFile(String paper, String scale) {
    return folder.resolve(paper).resolve("baselines").resolve(scale + ".csv");
  }

  /** A paper's recorded baselines at a scale; empty when none was recorded. */
  public List<BaselineRow> baselines(String paper, String scale) throws IOException {
    Path file = baselineFile(paper, scale);
    if (!Files.exists(file)) {
      return List.of();
    }
    return CsvTable.read(
        file,
        BASELINE_COLUMNS,
        line ->
            new BaselineRow(
                line.text("experiment"),
                line.text("variant"),
                line.text("condition"),
                line.text("metric"),
                line.whole("seed"),
                line.number("value"),
                line.text("data"),
                line.text("commit"),
                line.text("device"),
                line.text("recorded")));
  }

  /** The file of recorded timings. */
  public Path timingsFile() {
    return folder.resolve("timings.csv");
  }

  /** Recorded timings of all machines; empty when none were recorded. */
  public List<TimingRow> timings() throws IOException {
    if (!Files.exists(timingsFile())) {
      return List.of();
    }
    return CsvTable.read(
        timingsFile(),
        TIMING_COLUMNS,
        line ->
            new TimingRow(
                line.text("machine"),
                line.text("benchmark"),
                line.text("unit"),
                (int) line.whole("fork"),
                line.number("time"),
                line.text("cpu"),
                line.text("commit"),
                line.text("recorded")));
  }

  /** A paper's ledger. */
  public Ledger ledger(String paper) throws IOException {
    return Ledger.read(folder.resolve(paper).resolve("ledger.md"));
  }
}
