package io.retort.experiment;

import com.fasterxml.jackson.core.JacksonException;
import io.retort.provenance.Fingerprint;
import io.retort.provenance.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Results of cells by content address, one file each; written aside, then renamed, so a file is
 * either whole or not there.
 *
 * <p>Each file is JSON that carries the fingerprint of its own content; one that does not match is
 * quarantined and its cell runs again.
 */
public final class ResultStore {
  private static final String WEIGHTS = ".safetensors";
  private static final String STATE = ".state";
  private static final String NOTHING = Fingerprint.of(new byte[0]);
  private static final String HEAD = "{\"sha256\":\"";
  private static final String MIDDLE = "\",\n\"result\":";
  private static final int START = HEAD.length() + 64 + MIDDLE.length();

  private final Path root;
  private final Consumer<String> complaints;

  /**
   * Opens a store.
   *
   * @param root its folder; made when absent
   * @param complaints told of quarantined files
   * @throws StoreException when the folder cannot be written
   */
  public ResultStore(Path root, Consumer<String> complaints) {
    this.root = root;
    this.complaints = complaints;
    try {
      Files.createDirectories(root);
      Files.delete(Files.createTempFile(root, "writable", ".part"));
    } catch (IOException e) {
      throw new StoreException(
          "cannot write to [%s] (%s): free space, allow writing or choose another --out"
              .formatted(root.toAbsolutePath(), reason(e)),
          e);
    }
  }

  /** The store's folder. */
  public Path root() {
    return root;
  }

  /** The result of a cell, if it was stored under this key. */
  public Optional<CellResult> find(Cell cell, String key) {
    Path file = file(cell, key, ".json");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      CellResult result = read(file);
      checked(cell, result, WEIGHTS, result.weights());
      if (!NOTHING.equals(result.state())) {
        checked(cell, result, STATE, result.state());
      }
      return Optional.of(result);
    } catch (IOException e) {
      quarantine(file, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Stores a result and what is behind it.
   *
   * @param state what other cells' trainings go on from; empty where none does
   */
  public void save(Cell cell, CellResult result, byte[] weights, byte[] state) {
    try {
      Path file = file(cell, result.key(), ".json");
      Files.createDirectories(file.getParent());
      write(file(cell, result.key(), WEIGHTS), weights);
      if (state.length > 0) {
        write(file(cell, result.key(), STATE), state);
      }
      byte[] body = Json.CANONICAL.writeValueAsBytes(result);
      byte[] head = (HEAD + Fingerprint.of(body) + MIDDLE).getBytes(StandardCharsets.US_ASCII);
      byte[] all = Arrays.copyOf(head, head.length + body.length + 2);
      System.arraycopy(body, 0, all, head.length, body.length);
      all[all.length - 2] = '}';
      all[all.length - 1] = '\n';
      write(file, all);
    } catch (IOException e) {
      throw new StoreException(
          "cannot store %s in [%s] (%s): free space or choose another --out"
              .formatted(cell, root.toAbsolutePath(), reason(e)),
          e);
    }
  }

  /** The weights stored with a cell. */
  public byte[] weights(Cell cell, String key) {
    try {
      CellResult result = read(file(cell, key, ".json"));
      return checked(cell, result, WEIGHTS, result.weights());
    } catch (IOException e) {
      throw new StoreException(
          "weights of %s are not usable (%s): run again".formatted(cell, reason(e)), e);
    }
  }

  /** The state stored with a cell that others go on from. */
  public byte[] state(Cell cell, String key) {
    try {
      CellResult result = read(file(cell, key, ".json"));
      return checked(cell, result, STATE, result.state());
    } catch (IOException e) {
      throw new StoreException(
          "the state of %s is not usable (%s): run again".formatted(cell, reason(e)), e);
    }
  }

  private byte[] checked(Cell cell, CellResult result, String ending, String fingerprint)
      throws IOException {
    Path file = file(cell, result.key(), ending);
    if (!Files.exists(file)) {
      throw new IOException("its %s file is missing".formatted(ending));
    }
    byte[] bytes = Files.readAllBytes(file);
    if (!Fingerprint.of(bytes).equals(fingerprint)) {
      throw new IOException("its %s file does not match its fingerprint".formatted(ending));
    }
    return bytes;
  }

  /** Where a cell's result lies, relative to the store. */
  String name(Cell cell, String key) {
    return root.relativize(file(cell, key, ".json")).toString().replace('\\', '/');
  }

  /** Where a cell's checkpoint lies while it trains. */
  Path checkpointFile(Cell cell, String key) {
    return file(cell, key, ".checkpoint");
  }

  private Path file(Cell cell, String key, String ending) {
    return root.resolve(cell.experiment())
        .resolve(cell.scale().toString())
        .resolve(cell.fileName() + "_" + key.substring(0, 16) + ending);
  }

  /**
   * Reads a stored result.
   *
   * @throws IOException when it is not whole
   */
  public static CellResult read(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    if (all.length < START + 2) {
      throw new IOException("truncated at %d bytes".formatted(all.length));
    }
    byte[] body = Arrays.copyOfRange(all, START, all.length - 2);
    String said = new String(all, HEAD.length(), 64, StandardCharsets.US_ASCII);
    if (!said.equals(Fingerprint.of(body))) {
      throw new IOException("its content does not match its fingerprint");
    }
    try {
      return Json.CANONICAL.readValue(body, CellResult.class);
    } catch (JacksonException e) {
      throw new IOException("not a result: " + e.getOriginalMessage(), e);
    }
  }

  private void quarantine(Path file, String why) {
    Path aside = file.resolveSibling(file.getFileName() + ".corrupt");
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StoreException("cannot quarantine %s: %s".formatted(file, reason(e)), e);
    }
    complaints.accept(
        "stored result %s is corrupt (%s): moved to %s, its cell runs again"
            .formatted(file, why, aside.getFileName()));
  }

  /** Writes a file aside and renames it. */
  static void write(Path file, byte[] bytes) throws IOException {
    Path aside =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.write(aside, bytes);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
