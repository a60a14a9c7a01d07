package io.retort.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A whole run as a process of its own, to be killed. */
final class RunTiny {
  private RunTiny() {}

  /** Arguments: output folder. */
  public static void main(String[] args) {
    observe(Path.of(args[0]), new ConsoleProgress(System.out, false));
    System.exit(0);
  }

  static Settings settings(Path out) {
    return Settings.from(
        Map.of(
            "scale",
            "smoke",
            "out",
            out.toString(),
            "workers",
            "2",
            "device",
            "cpu",
            "seeds",
            "3"));
  }

  static List<CellResult> observe(Path out, Progress progress) {
    Settings settings = settings(out);
    try (ForkedExecutor workers = new ForkedExecutor(settings)) {
      return new Reply(new TinyExperiment(), settings, workers, progress)
          .observe(settings.seeds(), List.of(), Set.of());
    }
  }
}
