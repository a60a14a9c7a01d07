package io.retort.cli;

import io.retort.data.DataException;
import io.retort.data.catalogue.Catalogue;
import io.retort.data.download.Checksum;
import io.retort.data.sets.Leakage;
import io.retort.data.sets.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Hashes what is there. */
@Command(
    name = "verify",
    description = {
      "Reads and hashes all that is there: files beside their published checksums, and the content"
          + " of each set.",
      "Exit code: 0 all as published, 2 something differs or is broken."
    })
final class DataVerifyCommand implements Callable<Integer> {
  @Mixin DataOptions options = new DataOptions();

  @Parameters(paramLabel = "SET", arity = "0..*", description = "sets (all that are at hand)")
  List<String> ids = List.of();

  @Override
  public Integer call() throws IOException {
    Path data = options.require();
    boolean good = true;
    for (Catalogue.Entry entry : DataOptions.sets(ids)) {
      if (!entry.set().isAtHand(data)) {
        if (!ids.isEmpty()) {
          System.out.printf("%s: not at hand%n", entry.id());
          good = false;
        }
        continue;
      }
      good &= files(entry, data);
      good &= content(entry, data);
    }
    return good ? 0 : Main.UNUSABLE;
  }

  private static boolean files(Catalogue.Entry entry, Path data) throws IOException {
    boolean good = true;
    for (Catalogue.RemoteFile file : entry.files()) {
      Path path = entry.set().folder(data).resolve(file.name());
      if (Files.isRegularFile(path) && !file.checksum().isEmpty()) {
        Checksum published = Checksum.parse(file.checksum());
        boolean same = Checksum.of(path, published.algorithm()).equals(published);
        System.out.printf(
            "%s: %s %s%n",
            entry.id(),
            file.name(),
            same ? "as published" : "DIFFERS from its published " + published.algorithm());
        good &= same;
      }
    }
    return good;
  }

  private static boolean content(Catalogue.Entry entry, Path data) {
    try {
      Listing listing = entry.set().list(data);
      String fingerprint = listing.fingerprint(Leakage.hashes(listing));
      System.out.printf("%s: %s; content %s%n", entry.id(), listing.availability(), fingerprint);
      return true;
    } catch (DataException e) {
      System.out.printf("%s: broken: %s%n", entry.id(), e.getMessage());
      return false;
    }
  }
}
