package io.retort.cli;

import io.retort.claim.Comparison;
import io.retort.claim.Interval;
import io.retort.claim.Observations;
import io.retort.experiment.Experiment;
import io.retort.experiment.Experiments;
import io.retort.experiment.RunSummary;
import io.retort.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two sets of results. */
@Command(
    name = "compare",
    description = {
      "Compares the results below two output folders: means over the seeds that both have, and 95 %%",
      "intervals of the differences paired by seed. A star marks intervals without 0."
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "output folder of a run (--out)")
  Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "output folder of another run")
  Path second = Path.of("");

  @Option(
      names = "--metrics",
      split = ",",
      paramLabel = "NAME",
      description = "metrics to compare (those that the gate watches)")
  List<String> metrics = List.of();

  @Override
  public Integer call() throws IOException {
    int compared = 0;
    int differing = 0;
    for (Path file : RunSummary.files(first)) {
      RunSummary ours = RunSummary.read(file);
      Experiment experiment = Experiments.byId(ours.experiment());
      Scale scale = Scale.parse(ours.scale());
      Path other = RunSummary.file(second, ours.experiment(), scale);
      if (!Files.exists(other)) {
        System.out.printf("%s at %s scale: only in %s%n", ours.experiment(), scale, first);
        continue;
      }
      System.out.printf("%s at %s scale%n", ours.experiment(), scale);
      RunSummary theirs = RunSummary.read(other);
      if (!ours.dataFingerprint().equals(theirs.dataFingerprint())) {
        System.out.println("  the data differ");
      }
      for (Comparison line :
          Comparison.of(seen(experiment, ours, first), seen(experiment, theirs, second))) {
        boolean wanted =
            metrics.isEmpty()
                ? experiment.gatedMetrics(scale).containsKey(line.metric())
                : metrics.contains(line.metric());
        if (wanted) {
          compared++;
          differing += line.differs() ? 1 : 0;
          System.out.println(text(line));
        }
      }
    }
    if (compared == 0) {
      throw new IllegalArgumentException(
          "[%s] and [%s] have no results in common: name two --out folders"
              .formatted(first, second));
    }
    System.out.printf("compared: %d, intervals without 0: %d%n", compared, differing);
    return 0;
  }

  private static Observations seen(Experiment experiment, RunSummary run, Path out) {
    return RunSummary.observations(experiment, run.results(out.resolve("results")));
  }

  private static String text(Comparison line) {
    Interval interval = line.difference();
    return String.format(
        Locale.ROOT,
        "%s %-56s %-12s %9.4f %9.4f  %+.4f %s",
        line.differs() ? "*" : " ",
        line.condition() + (line.variant().isEmpty() ? "" : " [" + line.variant() + "]"),
        line.metric(),
        line.first(),
        line.second(),
        line.second() - line.first(),
        interval == null
            ? "(1 seed)"
            : String.format(
                Locale.ROOT,
                "[%+.4f, %+.4f] (%d seeds)",
                interval.low(),
                interval.high(),
                line.seeds()));
  }
}
