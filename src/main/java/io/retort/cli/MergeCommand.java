package io.retort.cli;

import io.retort.experiment.Merge;
import io.retort.experiment.Settings;
import io.retort.report.ReportWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings the parts of several jobs together. */
@Command(
    name = "merge",
    description = {
      "Brings the output folders of several jobs (--shard) together and writes one report: stored",
      "cells, runs, timings, Allure's results, logs."
    })
final class MergeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FOLDER", arity = "1..*", description = "output folders of the jobs")
  List<Path> folders = List.of();

  @Mixin SettingsOptions options = new SettingsOptions();

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings(List.of());
    Merge.Merged merged = Merge.into(settings.out(), folders);
    System.out.printf("merged: %d files into %s%n", merged.copied(), settings.out());
    merged.empty().forEach(folder -> System.out.println("holds no runs: " + folder));
    merged.kept().forEach(file -> System.out.println("differs, kept as it was: " + file));
    ReportWriter writer = new ReportWriter(settings);
    System.out.println("report: " + writer.write());
    writer.leftOut().forEach(System.out::println);
    return 0;
  }
}
