package io.retort.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings what several jobs wrote into one output folder: stored cells, runs, timings, Allure's
 * results, what earlier reports said, pages of data and networks.
 */
public final class Merge {
  /** What jobs write that is not made from the rest. */
  private static final List<String> PARTS =
      List.of("results", "runs", "jmh", "allure-results", "history", "data", "models");

  private Merge() {}

  /**
   * What came of it.
   *
   * @param copied files
   * @param kept files that were there with another content, and stayed as they were
   */
  public record Merged(int copied, List<Path> kept) {}

  /**
   * Copies, each file aside and then renamed; what is there already with the same content is left.
   *
   * @throws IllegalArgumentException when two folders hold different runs of an experiment at a
   *     scale, or one holds none; nothing is copied then
   */
  public static Merged into(Path out, List<Path> sources) throws IOException {
    for (Path source : sources) {
      if (RunSummary.files(source).isEmpty()) {
        throw new IllegalArgumentException(
            "[%s] holds no runs: name output folders (--out) of jobs".formatted(source));
      }
    }
    refuseTwoRuns(out, sources);
    int copied = 0;
    List<Path> kept = new ArrayList<>();
    for (Path source : sources) {
      for (Path file : files(source)) {
        Path target = out.resolve(source.relativize(file).toString());
        if (!Files.exists(target)) {
          copy(file, target);
          copied++;
        } else if (Files.mismatch(file, target) >= 0) {
          kept.add(target);
        }
      }
    }
    return new Merged(copied, kept);
  }

  private static void refuseTwoRuns(Path out, List<Path> sources) throws IOException {
    List<Path> folders = new ArrayList<>(List.of(out));
    folders.addAll(sources);
    for (int i = 1; i < folders.size(); i++) {
      for (Path file : RunSummary.files(folders.get(i))) {
        Path name = folders.get(i).relativize(file);
        for (Path earlier : folders.subList(0, i)) {
          Path other = earlier.resolve(name.toString());
          if (Files.exists(other) && Files.mismatch(file, other) >= 0) {
            throw new IllegalArgumentException(
                "[%s] and [%s] are different runs of one experiment: merge the shards of one run,"
                        .formatted(other, file)
                    + " into an empty folder");
          }
        }
      }
    }
  }

  private static List<Path> files(Path source) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part : PARTS) {
      Path folder = source.resolve(part);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> walk = Files.walk(folder)) {
          walk.filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(".part"))
              .sorted()
              .forEach(files::add);
        }
      }
    }
    return files;
  }

  private static void copy(Path file, Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path aside = target.resolveSibling(target.getFileName() + ".part");
    Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
    Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
