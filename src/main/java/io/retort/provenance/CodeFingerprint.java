package io.retort.provenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The fingerprint of the classes that determine a number.
 *
 * <p>A changed loss must never reuse an old number, and a changed page must never cost a training
 * run: so the class files of the packages data, model, loss, metric and training and of the
 * experiment's own package count, and those of report and cli do not.
 */
public final class CodeFingerprint {
  private static final List<String> PACKAGES =
      List.of("data", "model", "loss", "metric", "training");

  /** Fetching and describing data determines no number: what was fetched is fingerprinted. */
  private static final List<String> FETCHING =
      List.of("io/retort/data/download/", "io/retort/data/catalogue/");

  private static final Map<Class<?>, String> KNOWN = new ConcurrentHashMap<>();
  private static final Map<String, String> KNOWN_PACKAGES = new ConcurrentHashMap<>();

  private CodeFingerprint() {}

  /**
   * Fingerprints the code behind an experiment.
   *
   * @param experiment the experiment's class; its whole package counts
   */
  public static String of(Class<?> experiment) {
    return KNOWN.computeIfAbsent(experiment, CodeFingerprint::compute);
  }

  /**
   * Fingerprints the classes of some of the project's packages.
   *
   * @param packages below {@code io/retort}, such as {@code data/image}
   */
  public static String ofPackages(String... packages) {
    return KNOWN_PACKAGES.computeIfAbsent(
        String.join(" ", packages),
        key -> {
          Fingerprint fingerprint = Fingerprint.start();
          for (String name : packages) {
            add(fingerprint, CodeFingerprint.class, "io/retort/" + name);
          }
          return fingerprint.hex();
        });
  }

  private static String compute(Class<?> experiment) {
    Fingerprint fingerprint = Fingerprint.start();
    Path own = Path.of("io", "retort");
    for (String name : PACKAGES) {
      add(fingerprint, CodeFingerprint.class, own.resolve(name).toString());
    }
    add(fingerprint, experiment, experiment.getPackageName().replace('.', '/'));
    return fingerprint.hex();
  }

  private static void add(Fingerprint fingerprint, Class<?> anchor, String folder) {
    CodeSource source = anchor.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("class " + anchor.getName() + " has no code source");
    }
    try {
      Path location = Path.of(source.getLocation().toURI());
      if (Files.isDirectory(location)) {
        addTree(fingerprint, location, location.resolve(folder));
      } else {
        URI jar = URI.create("jar:" + location.toUri());
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
          Path root = files.getPath("/");
          addTree(fingerprint, root, root.resolve(folder));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the classes of " + folder, e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("odd class location " + source.getLocation(), e);
    }
  }

  private static void addTree(Fingerprint fingerprint, Path root, Path folder) throws IOException {
    List<Path> classes;
    try (Stream<Path> files = Files.walk(folder)) {
      classes = files.filter(f -> f.toString().endsWith(".class")).sorted().toList();
    }
    for (Path file : classes) {
      String name = root.relativize(file).toString().replace('\\', '/');
      if (!name.endsWith("package-info.class") && FETCHING.stream().noneMatch(name::startsWith)) {
        fingerprint.add(name).add(Files.readAllBytes(file));
      }
    }
  }
}
