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
 * results, logs, pages of data and networks.
 */
public final class Merge {
  private static final String TIMES = "jmh";

  /**
   * What jobs write that is not made from the rest. What earlier reports said is not: a job's
   * report is a part of one.
   */
  private static final List<String> PARTS =
      List.of("results", "runs", TIMES, "allure-results", "data", "models", "logs");

  /** Endings of what is half written, and of what each of Allure's reports says of itself. */
  private static final List<String> ASIDE = List.of(".part", ".properties");

  private Merge() {}

  /**
   * What came of it.
   *
   * @param copied files
   * @param kept files that were there with another content, and stayed as they were
   * @param empty folders without a run: their job ran nothing, or died before it did
   */
  public record Merged(int copied, List<Path> kept, List<Path> empty) {}

  /**
   * Copies, each file aside and then renamed; what is there already with the same content is left.
   *
   * @throws IllegalArgumentException when two folders hold different runs of an experiment at a
   *     scale, or none holds any; nothing is copied then
   */
  public static Merged into(Path out, List<Path> sources) throws IOException {
    List<Path> empty = new ArrayList<>();
    for (Path source : sources) {
      if (RunSummary.files(source).isEmpty()) {
        empty.add(source);
      }
    }
    if (empty.size() == sources.size()) {
      throw new IllegalArgumentException(
          "%s hold no runs: name output folders (--out) of jobs".formatted(sources));
    }
    refuseTwoRuns(out, sources);
    int copied = 0;
    List<Path> kept = new ArrayList<>();
    for (Path source : sources) {
      for (Path file : files(source)) {
        Path target = target(out, source, file);
        if (!Files.exists(target)) {
          copy(file, target);
          copied++;
        } else if (Files.mismatch(file, target) >= 0) {
          kept.add(target);
        }
      }
    }
    return new Merged(copied, kept, empty);
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

  /** Its place; times of several jobs, which all measure, beside each other. */
  private static Path target(Path out, Path source, Path file) throws IOException {
    Path name = source.relativize(file);
    Path target = out.resolve(name.toString());
    String text = String.valueOf(file.getFileName());
    int end = text.indexOf(".json");
    for (int other = 2; name.startsWith(TIMES) && end > 0 && isTaken(target, file); other++) {
      target = target.resolveSibling(text.substring(0, end) + "-" + other + text.substring(end));
    }
    return target;
  }

  /** Whether other times than a file's have its place; the machine goes with its times. */
  private static boolean isTaken(Path target, Path file) throws IOException {
    String ending = Timings.MACHINE;
    boolean isMachine = file.toString().endsWith(ending);
    Path theirs = isMachine ? without(target, ending) : target;
    Path ours = isMachine ? without(file, ending) : file;
    return Files.exists(theirs) && Files.exists(ours) && Files.mismatch(theirs, ours) >= 0;
  }

  private static Path without(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.substring(0, name.length() - ending.length()));
  }

  private static List<Path> files(Path source) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String part : PARTS) {
      Path folder = source.resolve(part);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> walk = Files.walk(folder)) {
          walk.filter(Files::isRegularFile)
              .filter(f -> ASIDE.stream().noneMatch(f.toString()::endsWith))
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
