package io.retort.training;

import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.core.type.TypeReference;
import io.retort.provenance.Fingerprint;
import io.retort.provenance.Json;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cell's checkpoint file: a killed training goes on from it and ends with the same numbers.
 *
 * <p>Written aside and renamed; a file that does not match its own fingerprint counts as absent.
 *
 * @param file where it lies
 * @param interval least time between two saves
 */
public record Checkpoint(Path file, Duration interval) {

  /**
   * The state of a training.
   *
   * @param iteration steps done
   * @param lossSum sum of the losses since the last point of the curve
   */
  record State(
      int iteration,
      float lossSum,
      List<LearningCurve.Point> curve,
      byte[] weights,
      byte[] optimizer) {}

  void save(State state) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(body)) {
      out.writeInt(state.iteration());
      out.writeFloat(state.lossSum());
      for (byte[] part :
          List.of(
              Json.CANONICAL.writeValueAsBytes(state.curve()),
              state.weights(),
              state.optimizer())) {
        out.writeInt(part.length);
        out.write(part);
      }
    }
    byte[] bytes = body.toByteArray();
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(aside))) {
      out.writeUTF(Fingerprint.of(bytes));
      out.write(bytes);
    }
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  Optional<State> load() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      String fingerprint = in.readUTF();
      byte[] bytes = in.readAllBytes();
      if (!Fingerprint.of(bytes).equals(fingerprint)) {
        return Optional.empty();
      }
      DataInputStream body = new DataInputStream(new java.io.ByteArrayInputStream(bytes));
      int iteration = body.readInt();
      float lossSum = body.readFloat();
      List<byte[]> parts = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        parts.add(body.readNBytes(body.readInt()));
      }
      List<LearningCurve.Point> curve =
          Json.CANONICAL.readValue(parts.get(0), new TypeReference<>() {});
      return Optional.of(new State(iteration, lossSum, curve, parts.get(1), parts.get(2)));
    } catch (java.io.EOFException | java.io.UTFDataFormatException e) {
      return Optional.empty();
    }
  }

  /** Removes the file, once the result is stored. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  static byte[] encode(NDList state) {
    return state.isEmpty() ? new byte[0] : state.encode();
  }
}
