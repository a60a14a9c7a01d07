package io.retort.cli;

import io.retort.data.DataException;
import io.retort.data.catalogue.Catalogue;
import io.retort.data.catalogue.Fetching;
import io.retort.data.download.Download;
import io.retort.data.download.Patience;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches sets. */
@Command(
    name = "fetch",
    description = {
      "Fetches sets into the data directory; a broken-off download goes on where it was.",
      "For sets that need a login it says what to do.",
      "Exit code: 0 all there, 2 something could not be had."
    })
final class DataFetchCommand implements Callable<Integer> {
  private static final long LARGEST = 32L << 30;

  @Mixin DataOptions options = new DataOptions();

  @Option(names = "--keep-archives", description = "keep archives after unpacking them")
  boolean keep;

  @Parameters(paramLabel = "SET", arity = "1..*", description = "sets, see retort data list")
  List<String> ids = List.of();

  @Override
  public Integer call() {
    Path data = options.require();
    boolean complete = true;
    for (Catalogue.Entry entry : DataOptions.sets(ids)) {
      if (isComplete(entry, data)) {
        System.out.println("there already: " + entry.set().folder(data));
      } else if (entry.isOpen()) {
        complete &= fetched(entry, data);
      } else {
        System.out.println(Fetching.instructions(entry, data));
        complete = false;
      }
    }
    return complete ? 0 : Main.UNUSABLE;
  }

  private static boolean isComplete(Catalogue.Entry entry, Path data) {
    try {
      return entry.set().isAtHand(data) && entry.set().list(data).availability().share() == 1;
    } catch (DataException e) {
      return false; // broken or begun: what is missing is fetched
    }
  }

  private boolean fetched(Catalogue.Entry entry, Path data) {
    try (FetchingBar bar = new FetchingBar()) {
      Download download = new Download(Patience.DEFAULT, LARGEST, bar);
      new Fetching(download, keep, System.out::println).fetch(entry, data);
      return true;
    } catch (DataException e) {
      System.out.printf("%s: %s%n", entry.id(), e.getMessage());
      return false; // the other sets may be there
    }
  }
}
