package io.retort.cli;

import io.retort.data.DataException;
import io.retort.data.GreyImages;
import io.retort.data.MnistFiles;
import io.retort.experiment.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks real data sets. */
@Command(
    name = "data",
    description = {
      "Reads the data sets in the data directory and says what is there.",
      "Exit code: 0 all usable, 2 something missing or broken."
    })
final class DataCommand implements Callable<Integer> {
  @Mixin SettingsOptions options = new SettingsOptions();

  @Override
  public Integer call() {
    Settings settings = options.settings(List.of());
    Path data = settings.data().path();
    if (data == null) {
      throw new DataException(
          "no data directory is named: use --data, -Dretort.data or RETORT_DATA");
    }
    System.out.printf("mnist in %s%n", MnistFiles.folder(data));
    for (String part : List.of("train", "t10k")) {
      GreyImages images = MnistFiles.read(data, part);
      System.out.printf(
          "  %-5s  %d images of %d x %d, fingerprint %s%n",
          part,
          images.count(),
          images.height(),
          images.width(),
          images.fingerprint().substring(0, 16));
    }
    return 0;
  }
}
