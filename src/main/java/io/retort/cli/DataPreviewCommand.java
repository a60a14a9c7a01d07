package io.retort.cli;

import io.retort.data.DataException;
import io.retort.report.DataPreviews;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws what the sets look like. */
@Command(
    name = "preview",
    description = {
      "Writes a picture of each set, published beside generated images where they are at hand, and"
          + " what the report's data page says of it.",
      "Exit code: 0, or 2 when a set that was named is not there or is broken."
    })
final class DataPreviewCommand implements Callable<Integer> {
  @Mixin DataOptions options = new DataOptions();

  @Option(names = "--all", description = "all sets, and how images are cleaned and changed")
  boolean all;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where to (${DEFAULT-VALUE})",
      defaultValue = "reports/data")
  Path out = Path.of("reports", "data");

  @Parameters(paramLabel = "SET", arity = "0..*", description = "sets, see retort data list")
  List<String> ids = List.of();

  @Override
  public Integer call() {
    if (all == !ids.isEmpty()) {
      throw new IllegalArgumentException("name some sets or say --all, one of the two");
    }
    DataPreviews previews = new DataPreviews(out, options.optional(), System.out::println);
    try {
      boolean shown = true;
      if (all) {
        previews.writeAll();
      }
      for (String id : ids) {
        shown &= previews.write(id);
      }
      return shown ? 0 : Main.UNUSABLE;
    } catch (IOException e) {
      throw new DataException(
          "cannot write to [%s] (%s): allow writing, or choose another --out".formatted(out, e), e);
    }
  }
}
