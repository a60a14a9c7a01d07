package io.retort.cli;

import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.training.Scale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the experiments. */
@Command(name = "list", description = "Lists the experiments, their questions and their grids.")
final class ListCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    for (Experiment experiment : Experiments.all()) {
      System.out.printf("%s (%s)%n", experiment.id(), experiment.source());
      System.out.printf("  %s%n", experiment.question());
      for (Scale scale : Scale.values()) {
        System.out.printf(
            "  %-8s %d conditions, %d readings, on %s%n",
            scale,
            experiment.conditions(scale).size(),
            Math.max(1, experiment.readings(scale).size()),
            experiment.dataName(scale));
      }
      experiment
          .readings()
          .forEach((name, text) -> System.out.printf("  reading %-9s %s%n", name, text));
    }
    return 0;
  }
}
