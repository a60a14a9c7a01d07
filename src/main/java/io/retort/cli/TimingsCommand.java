package io.retort.cli;

import io.retort.claim.Outcome;
import io.retort.claim.ReferenceResults;
import io.retort.claim.TimingGate.Judged;
import io.retort.claim.TimingRow;
import io.retort.experiment.Settings;
import io.retort.experiment.TimingRecorder;
import io.retort.experiment.Timings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The gate on times. */
@Command(
    name = "timings",
    description = {
      "Compares JMH's timings (OUT/jmh) to those recorded on the same machine; on another machine",
      "they are shown only. Exit code: 1 where something has become slower, else 0."
    })
final class TimingsCommand implements Callable<Integer> {
  @Option(
      names = "--record",
      description = "record them as this machine's baseline, benchmarks of at least 3 forks only")
  boolean record;

  @Mixin SettingsOptions options = new SettingsOptions();

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings(List.of());
    Path folder = settings.out().resolve("jmh");
    ReferenceResults reference = new ReferenceResults(settings.reference());
    if (record) {
      List<TimingRow> rows = TimingRecorder.record(folder, reference);
      System.out.printf(
          "recorded %d benchmarks in %s%n",
          rows.stream().map(TimingRow::benchmark).distinct().count(), reference.timingsFile());
      return 0;
    }
    List<Timings.Measured> measured = Timings.read(folder);
    if (measured.isEmpty()) {
      throw new IllegalArgumentException(
          "[%s] holds no timings: mvn verify takes them".formatted(folder));
    }
    List<Judged> judged = Timings.judge(measured, reference.timings());
    judged.forEach(TimingsCommand::print);
    long slower = judged.stream().filter(j -> j.outcome() == Outcome.REGRESSION).count();
    long open = judged.stream().filter(j -> !j.outcome().judged()).count();
    System.out.printf(
        "timings: %d slower, %d shown only, of %d benchmarks%n", slower, open, judged.size());
    return slower > 0 ? 1 : 0;
  }

  private static void print(Judged judged) {
    System.out.printf(
        Locale.ROOT,
        "%-14s %-70s %-24s %s%n",
        judged.outcome() == Outcome.REGRESSION
            ? "slower"
            : judged.outcome().judged() ? "not slower" : "shown only",
        judged.benchmark(),
        judged.interval() == null
            ? ""
            : String.format(
                Locale.ROOT,
                "x %.3f [%.3f, %.3f]",
                judged.ratio(),
                judged.interval().low(),
                judged.interval().high()),
        judged.note());
  }
}
