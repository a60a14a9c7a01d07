package io.retort.cli;

import io.retort.claim.Outcome;
import io.retort.claim.Verdict;
import io.retort.experiment.Experiment;
import io.retort.experiment.ForkedExecutor;
import io.retort.experiment.Progress;
import io.retort.experiment.Reply;
import io.retort.experiment.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The regression gate. */
@Command(
    name = "gate",
    description = {
      "Compares fresh observations to the recorded baselines.",
      "Exit code: 0 no regression, 1 regression, 2 bad usage or input, or not all could be judged."
    })
final class GateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "experiments, as 'list' names them")
  List<String> ids = List.of();

  @Mixin SettingsOptions options = new SettingsOptions();

  @Override
  public Integer call() {
    Settings settings = options.settings(ids);
    List<Verdict> verdicts = new ArrayList<>();
    if (settings.shard().of() > 1 && settings.gated().isEmpty()) {
      System.out.printf("gate: nothing to judge in shard %s%n", settings.shard());
      return 0;
    }
    try (ForkedExecutor workers = new ForkedExecutor(settings)) {
      for (Experiment experiment : settings.gated()) {
        try (Progress progress = SettingsOptions.progress()) {
          new Reply(experiment, settings, workers, progress)
              .gate()
              .verdicts()
              .forEach(verdicts::add);
        }
      }
    }
    VerdictTable.print(System.out, verdicts);
    long regressions = verdicts.stream().filter(v -> v.outcome() == Outcome.REGRESSION).count();
    long unjudged = verdicts.stream().filter(v -> v.outcome() == Outcome.NOT_APPLICABLE).count();
    System.out.printf(
        "gate: %d regressions, %d not judged, of %d metrics%n",
        regressions, unjudged, verdicts.size());
    if (regressions > 0) {
      return 1;
    }
    return unjudged == 0 && !verdicts.isEmpty() ? 0 : Main.UNUSABLE;
  }
}
