package io.retort.cli;

import io.retort.data.DataException;
import io.retort.data.catalogue.Catalogue;
import io.retort.data.sets.Listing;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says which sets are at hand. */
@Command(
    name = "status",
    description = {
      "Says which sets are in the data directory, and how much of each.",
      "Exit code: 0, or 2 when a set is broken, or one that was named is not there."
    })
final class DataStatusCommand implements Callable<Integer> {
  @Mixin DataOptions options = new DataOptions();

  @Parameters(paramLabel = "SET", arity = "0..*", description = "sets (all)")
  List<String> ids = List.of();

  @Override
  public Integer call() {
    Path data = options.require();
    boolean usable = true;
    for (Catalogue.Entry entry : DataOptions.sets(ids)) {
      String state;
      if (!entry.set().isAtHand(data)) {
        state = "not at hand: no folder " + entry.set().folder(data);
        usable &= ids.isEmpty();
      } else {
        try {
          Listing listing = entry.set().list(data);
          state = listing.availability().toString();
        } catch (DataException e) {
          state = "broken: " + e.getMessage();
          usable = false;
        }
      }
      System.out.printf("%-16s %s%n", entry.id(), state);
    }
    return usable ? 0 : Main.UNUSABLE;
  }
}
