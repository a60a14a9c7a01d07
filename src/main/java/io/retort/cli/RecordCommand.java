package io.retort.cli;

import io.retort.experiment.Experiment;
import io.retort.experiment.ForkedExecutor;
import io.retort.experiment.Progress;
import io.retort.experiment.Recorder;
import io.retort.experiment.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records baselines. */
@Command(
    name = "record",
    description = "Trains many seeds and records them as the baseline the gate compares to.")
final class RecordCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "experiments, as 'list' names them")
  List<String> ids = List.of();

  @Option(
      names = "--baseline-seeds",
      paramLabel = "N",
      defaultValue = "20",
      description = "seeds to record, from 1001 on (${DEFAULT-VALUE})")
  int seeds = 20;

  @Option(
      names = "--replace",
      description =
          "let fewer seeds, other data or another sort of device replace what is recorded")
  boolean replace;

  @Mixin SettingsOptions options = new SettingsOptions();

  @Override
  public Integer call() throws Exception {
    if (options.seeds != null) {
      throw new IllegalArgumentException(
          "record takes no --seeds [%s]: name how many by --baseline-seeds"
              .formatted(options.seeds));
    }
    Settings settings = options.settings(ids);
    try (ForkedExecutor workers = new ForkedExecutor(settings)) {
      for (Experiment experiment : settings.gated()) {
        try (Progress progress = SettingsOptions.progress()) {
          Recorder.Recorded recorded =
              Recorder.record(experiment, settings, seeds, replace, workers, progress);
          System.out.println("recorded " + recorded.file());
          recorded.changes().forEach(change -> System.out.println("  " + change));
        }
      }
    }
    return 0;
  }
}
