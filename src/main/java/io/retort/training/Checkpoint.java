package io.retort.training;

import ai.djl.ndarray.NDList;
import com.fasterxml.jackson.core.type.TypeReference;
import io.retort.provenance.Fingerprint;
import io.retort.provenance.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
   * @param best where the best weights are kept
   */
  record State(
      int iteration,
      float lossSum,
      List<LearningCurve.Point> curve,
      byte[] weights,
      byte[] optimizer,
      Best best) {

    byte[] encode() {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(body)) {
        out.writeInt(iteration);
        out.writeFloat(lossSum);
        out.writeInt(best.iteration());
        out.writeDouble(best.loss());
        for (byte[] part :
            List.of(Json.CANONICAL.writeValueAsBytes(curve), weights, optimizer, best.weights())) {
          out.writeInt(part.length);
          out.write(part);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("memory cannot be written", e);
      }
      return body.toByteArray();
    }

    static State decode(byte[] bytes) throws IOException {
      DataInputStream body = new DataInputStream(new ByteArrayInputStream(bytes));
      int iteration = body.readInt();
      float lossSum = body.readFloat();
      int bestIteration = body.readInt();
      double bestLoss = body.readDouble();
      List<byte[]> parts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        parts.add(body.readNBytes(body.readInt()));
      }
      List<LearningCurve.Point> curve =
          Json.CANONICAL.readValue(parts.get(0), new TypeReference<>() {});
      return new State(
          iteration,
          lossSum,
          curve,
          parts.get(1),
          parts.get(2),
          new Best(bestIteration, bestLoss, parts.get(3)));
    }
  }

  /**
   * The best weights so far, by validation loss.
   *
   * @param iteration steps after which they were taken; 0 while there are none
   */
  record Best(int iteration, double loss, byte[] weights) {
    static final Best NONE = new Best(0, 0, new byte[0]);
  }

  void save(State state) throws IOException {
    byte[] bytes = state.encode();
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
      return Optional.of(State.decode(bytes));
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
