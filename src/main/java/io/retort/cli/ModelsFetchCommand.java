package io.retort.cli;

import io.retort.data.DataException;
import io.retort.data.catalogue.Pretrained;
import io.retort.data.catalogue.PretrainedFetching;
import io.retort.data.download.Download;
import io.retort.data.download.Patience;
import io.retort.experiment.DataDirectory;
import io.retort.model.PthFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches published weights. */
@Command(
    name = "fetch",
    description = {
      "Fetches published ImageNet weights into the data directory, as pretrained/NETWORK.safetensors;"
          + " a broken-off download goes on where it was.",
      "Exit code: 0 all there, 2 something could not be had."
    })
final class ModelsFetchCommand implements Callable<Integer> {
  private static final long LARGEST = 2L << 30;

  @Mixin DataOptions options = new DataOptions();

  @Option(names = "--keep", description = "keep .pth files after converting them")
  boolean keep;

  @Parameters(
      paramLabel = "NETWORK",
      arity = "1..*",
      description = "networks, see retort models status")
  List<String> ids = List.of();

  private final PretrainedFetching.Converter converter;

  ModelsFetchCommand() {
    this(PthFile::toSafeTensors);
  }

  ModelsFetchCommand(PretrainedFetching.Converter converter) {
    this.converter = converter;
  }

  @Override
  public Integer call() {
    Path folder = options.require().resolve(DataDirectory.PRETRAINED);
    boolean complete = true;
    for (Pretrained.Entry entry : ids.stream().map(Pretrained::byId).toList()) {
      complete &= fetched(entry, folder);
    }
    return complete ? 0 : Main.UNUSABLE;
  }

  private boolean fetched(Pretrained.Entry entry, Path folder) {
    System.out.printf(
        "%s: %s by %s%n  licence: %s%n  note: %s%n",
        entry.id(), entry.title(), entry.publisher(), entry.licence(), entry.note());
    try (FetchingBar bar = new FetchingBar()) {
      Download download = new Download(Patience.DEFAULT, LARGEST, bar);
      new PretrainedFetching(download, converter, keep, System.out::println).fetch(entry, folder);
      return true;
    } catch (DataException e) {
      System.out.printf("%s: %s%n", entry.id(), e.getMessage());
      return false; // the other weights may be there
    }
  }
}
