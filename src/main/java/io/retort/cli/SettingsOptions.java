package io.retort.cli;

import io.retort.experiment.ConsoleProgress;
import io.retort.experiment.Progress;
import io.retort.experiment.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that the commands share; each is also a system property {@code retort.NAME}. */
final class SettingsOptions {
  @Option(names = "--scale", paramLabel = "SCALE", description = "smoke, reduced or paper (smoke)")
  @Nullable String scale;

  @Option(names = "--seeds", paramLabel = "N|A-B", description = "how many seeds, or a range (3)")
  @Nullable String seeds;

  @Option(names = "--workers", paramLabel = "N", description = "forked JVMs (one per core or GPU)")
  @Nullable String workers;

  @Option(names = "--device", paramLabel = "NAME", description = "auto, cpu or gpu (auto)")
  @Nullable String device;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "real data sets (environment RETORT_DATA)")
  @Nullable String data;

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      description = "least share of a data set that must be there (1 at paper scale, else 0)")
  @Nullable String share;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "folder of decoded images (OUT/cache)")
  @Nullable String cache;

  @Option(names = "--out", paramLabel = "DIR", description = "reports and result store (reports)")
  @Nullable String out;

  @Option(
      names = "--reference",
      paramLabel = "DIR",
      description = "reference results (reference-results)")
  @Nullable String reference;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "the I-th of N parts of the experiments, for N jobs (1/1)")
  @Nullable String shard;

  Settings settings(List<String> experiments) {
    Map<String, String> given = new HashMap<>();
    put(given, "scale", scale);
    put(given, "seeds", seeds);
    put(given, "workers", workers);
    put(given, "device", device);
    put(given, "data", data);
    put(given, "share", share);
    put(given, "cache", cache);
    put(given, "out", out);
    put(given, "reference", reference);
    put(given, "shard", shard);
    if (!experiments.isEmpty()) {
      given.put("experiments", String.join(",", experiments));
    }
    return Settings.from(given);
  }

  static Progress progress() {
    return new ConsoleProgress(System.out, ConsoleProgress.onTerminal());
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }
}
