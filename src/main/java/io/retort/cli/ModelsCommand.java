package io.retort.cli;

import io.retort.experiment.Settings;
import io.retort.model.Zoo;
import io.retort.report.NetworkTable;
import io.retort.training.Compute;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The networks: their sizes, and their published weights. */
@Command(
    name = "models",
    description = {
      "Counts the networks and prints their table; the report shows it, too.",
      "Below it: the published weights that recipes may start from."
    },
    subcommands = {ModelsStatusCommand.class, ModelsFetchCommand.class})
final class ModelsCommand implements Callable<Integer> {
  @Option(names = "--out", paramLabel = "DIR", description = "reports (reports)")
  @Nullable String out;

  @Override
  public Integer call() throws IOException {
    Settings settings = Settings.from(out == null ? Map.of() : Map.of("out", out));
    Compute.start();
    System.out.printf(
        "%-20s %8s %8s %12s %14s %12s  %s%n",
        "network", "image", "classes", "parameters", "multiply-adds", "activations", "agrees in");
    List<NetworkTable.Line> lines = new ArrayList<>();
    for (Zoo.Entry entry : Zoo.all()) {
      NetworkTable.Line line = NetworkTable.Line.of(entry);
      lines.add(line);
      System.out.printf(
          Locale.ROOT,
          "%-20s %8d %8d %12s %14s %12s  %s%n  %s; taps: %s%n",
          line.id(),
          line.image(),
          line.classes(),
          line.parameters(),
          line.multiplyAdds(),
          line.activations(),
          line.agrees(),
          line.source(),
          String.join(", ", line.taps()));
    }
    NetworkTable.write(settings.out(), lines);
    System.out.println("kept for the report in " + settings.out().resolve("models"));
    return 0;
  }
}
