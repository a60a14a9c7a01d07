package io.retort.report;

import com.fasterxml.jackson.core.type.TypeReference;
import io.retort.model.NetworkSize;
import io.retort.model.Zoo;
import io.retort.provenance.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The table of networks, counted once and kept for the report. */
public final class NetworkTable {
  private NetworkTable() {}

  /**
   * A network as the table shows it. Public, as the template engine reads it.
   *
   * @param image side of the images it is counted with, in pixels
   * @param agrees what of it agrees with what
   */
  public record Line(
      String id,
      String source,
      int image,
      int classes,
      NetworkSize size,
      List<String> taps,
      String agrees) {

    /** Counts a network. */
    public static Line of(Zoo.Entry entry) {
      return new Line(
          entry.id(),
          entry.source(),
          entry.side(),
          entry.classes(),
          NetworkSize.of(entry.network()),
          entry.network().taps(),
          entry.parity().words() + ": " + entry.reference());
    }

    /** Parameters in words. Public, as the template engine reads it. */
    public String parameters() {
      return Numbers.text((double) size.trainable());
    }

    /** Multiply-adds of an image in words. */
    public String multiplyAdds() {
      return Numbers.withUnit(size.multiplyAdds());
    }

    /** Values put out for an image in words. */
    public String activations() {
      return Numbers.withUnit(size.activations());
    }
  }

  private static Path file(Path out) {
    return out.resolve("models").resolve("models.json");
  }

  /** Keeps the table below an output folder. */
  public static void write(Path out, List<Line> lines) throws IOException {
    Path file = file(out);
    Files.createDirectories(file.getParent());
    Path aside = file.resolveSibling("models.json.part");
    Files.write(aside, Json.PRETTY.writeValueAsBytes(lines));
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The table kept below an output folder; empty when there is none. */
  static List<Line> read(Path out) throws IOException {
    Path file = file(out);
    return Files.exists(file)
        ? Json.CANONICAL.readValue(file.toFile(), new TypeReference<>() {})
        : List.of();
  }
}
