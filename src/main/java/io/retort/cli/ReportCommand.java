package io.retort.cli;

import io.retort.experiment.Settings;
import io.retort.report.ReportWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the report of what was run. */
@Command(
    name = "report",
    description = "Writes the HTML report, verdicts.csv and verdicts.json of all runs found.")
final class ReportCommand implements Callable<Integer> {
  @Mixin SettingsOptions options = new SettingsOptions();

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings(List.of());
    ReportWriter writer = new ReportWriter(settings);
    System.out.println("report: " + writer.write());
    writer.leftOut().forEach(System.out::println);
    return 0;
  }
}
