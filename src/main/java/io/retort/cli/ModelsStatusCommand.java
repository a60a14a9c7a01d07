package io.retort.cli;

import io.retort.data.catalogue.Catalogue;
import io.retort.data.catalogue.Pretrained;
import io.retort.experiment.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says which published weights are at hand. */
@Command(
    name = "status",
    description = {
      "Says which published ImageNet weights are in the data directory, who publishes them and under"
          + " which licence.",
      "Exit code: 0, or 2 when one that was named is not there."
    })
final class ModelsStatusCommand implements Callable<Integer> {
  @Mixin DataOptions options = new DataOptions();

  @Parameters(paramLabel = "NETWORK", arity = "0..*", description = "networks (all)")
  List<String> ids = List.of();

  @Override
  public Integer call() throws IOException {
    Path folder = options.require().resolve(DataDirectory.PRETRAINED);
    boolean usable = true;
    List<Pretrained.Entry> entries =
        ids.isEmpty() ? Pretrained.all() : ids.stream().map(Pretrained::byId).toList();
    for (Pretrained.Entry entry : entries) {
      Path weights = entry.weights(folder);
      boolean there = Files.isRegularFile(weights);
      usable &= there || ids.isEmpty();
      System.out.printf(
          "%-18s %s%n  %s by %s; licence: %s%n",
          entry.id(),
          there
              ? "at hand: " + Catalogue.RemoteFile.inWords(Files.size(weights))
              : "not at hand: %s to fetch".formatted(entry.file().size()),
          entry.title(),
          entry.publisher(),
          entry.licence());
    }
    return usable ? 0 : Main.UNUSABLE;
  }
}
