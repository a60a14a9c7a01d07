package io.retort.cli;

import io.retort.data.DataException;
import io.retort.data.catalogue.Catalogue;
import io.retort.data.download.Checksum;
import io.retort.data.sets.Availability;
import io.retort.data.sets.Contents;
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
      "Reads, decodes and hashes all that is there: files beside their published checksums, and the"
          + " content of each set.",
      "Exit code: 0 nothing differs and all can be decoded, 2 something differs, is broken or is not"
          + " there."
    })
final class DataVerifyCommand implements Callable<Integer> {
  @Mixin DataOptions options = new DataOptions();

  @Parameters(paramLabel = "SET", arity = "0..*", description = "sets (all that are at hand)")
  List<String> ids = List.of();

  @Override
  public Integer call() throws IOException {
    Path data = options.require();
    boolean good = true;
    boolean any = false;
    for (Catalogue.Entry entry : DataOptions.sets(ids)) {
      if (entry.set().isAtHand(data)) {
        any = true;
        good &= files(entry, data);
        good &= content(entry, data);
      } else if (!ids.isEmpty()) {
        System.out.printf("%s: not at hand%n", entry.id());
        good = false;
      }
    }
    if (!any) {
      System.out.println("no set is in " + data + ": see retort data list");
    }
    return good && any ? 0 : Main.UNUSABLE;
  }

  private static boolean files(Catalogue.Entry entry, Path data) throws IOException {
    boolean good = true;
    boolean compared = false;
    for (Catalogue.RemoteFile file : entry.files()) {
      Path path = entry.set().folder(data).resolve(file.name());
      if (Files.isRegularFile(path) && !file.checksum().isEmpty()) {
        Checksum published = Checksum.parse(file.checksum());
        Checksum found = Checksum.of(path, published.algorithm());
        boolean same = published.matches(found);
        compared = true;
        good &= same;
        System.out.printf(
            "%s: %s %s%n",
            entry.id(),
            file.name(),
            same
                ? "as published"
                : "DIFFERS from its published %s: [%s] must be %s: another version of it, or damaged"
                    .formatted(published.algorithm(), found.hex(), published.hex()));
      }
    }
    if (!compared) {
      System.out.printf("%s: no file here has a published checksum to compare%n", entry.id());
    }
    return good;
  }

  private static boolean content(Catalogue.Entry entry, Path data) {
    try {
      Contents contents = Contents.of(entry.set().list(data));
      Availability there = contents.listing().availability();
      System.out.printf("%s: %s; content %s%n", entry.id(), there, contents.fingerprint());
      return there.unreadable().isEmpty();
    } catch (DataException e) {
      System.out.printf("%s: broken: %s%n", entry.id(), e.getMessage());
      return false;
    }
  }
}
