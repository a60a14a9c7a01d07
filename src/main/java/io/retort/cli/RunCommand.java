package io.retort.cli;

import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.experiment.ForkedExecutor;
import io.retort.experiment.Progress;
import io.retort.experiment.Reply;
import io.retort.experiment.RunSummary;
import io.retort.experiment.Settings;
import io.retort.report.ReportWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs experiments and replies. */
@Command(
    name = "run",
    description = "Trains experiments (all by default), prints the verdicts and writes the report.")
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "experiments, as 'list' names them")
  List<String> ids = List.of();

  @Mixin SettingsOptions options = new SettingsOptions();

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings(ids);
    try (ForkedExecutor workers = new ForkedExecutor(settings)) {
      for (Experiment experiment : settings.selected()) {
        try (Progress progress = SettingsOptions.progress()) {
          RunSummary summary = new Reply(experiment, settings, workers, progress).give();
          summary.write(settings.out());
          VerdictTable.print(System.out, summary.verdicts());
        }
      }
    }
    if (ids.isEmpty()) {
      Experiments.all().stream()
          .map(settings::whyNot)
          .filter(why -> !why.isEmpty())
          .forEach(why -> System.out.println("left out: " + why));
    }
    System.out.println("report: " + new ReportWriter(settings).write());
    return 0;
  }
}
