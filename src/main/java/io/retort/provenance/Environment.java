package io.retort.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The machine and software that produced a number.
 *
 * @param commit the project's commit at build time, with "-dirty" when there were changes
 * @param engine the tensor engine and its version
 * @param device the device that trained, such as "cpu" or "gpu(0)"
 * @param threads threads of the engine
 */
public record Environment(
    String commit,
    String engine,
    String device,
    int threads,
    String java,
    String os,
    String cpu,
    int cores) {

  /** Describes this process. */
  public static Environment current(String engine, String device, int threads) {
    return new Environment(
        builtFrom(),
        engine,
        device,
        threads,
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        processor(),
        Runtime.getRuntime().availableProcessors());
  }

  /** The commit this build was made from, or "unknown" outside a git checkout. */
  public static String builtFrom() {
    Properties git = new Properties();
    try (InputStream in = Environment.class.getResourceAsStream("git.properties")) {
      if (in != null) {
        git.load(in);
      }
    } catch (IOException e) {
      return "unknown";
    }
    String id = git.getProperty("git.commit.id.full", "");
    if (id.isEmpty()) {
      return "unknown";
    }
    String suffix = Boolean.parseBoolean(git.getProperty("git.dirty")) ? "-dirty" : "";
    return id.substring(0, Math.min(12, id.length())) + suffix;
  }

  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try {
        for (String line : Files.readAllLines(info)) {
          if (line.startsWith("model name")) {
            return line.substring(line.indexOf(':') + 1).strip();
          }
        }
      } catch (IOException e) {
        return "unknown";
      }
    }
    return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", "unknown");
  }
}
