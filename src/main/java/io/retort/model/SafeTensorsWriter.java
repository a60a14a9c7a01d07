package io.retort.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes tensors in the safetensors format: see {@link SafeTensors#write}. */
final class SafeTensorsWriter {
  private static final int CHUNK = 1 << 18; // floats
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SafeTensorsWriter() {}

  /** Takes all of a buffer's bytes. */
  private interface Sink {
    void put(ByteBuffer bytes) throws IOException;
  }

  static void write(
      Path file, Map<String, SafeTensors.Tensor> tensors, Map<String, String> metadata) {
    String name = file.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    Path aside = file.resolveSibling(name);
    try {
      try {
        fill(aside, tensors, metadata);
        Files.move(
            aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new WeightsException(
          "cannot write %s (%s: %s): free space, allow writing or choose another folder"
              .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  private static void fill(
      Path file, Map<String, SafeTensors.Tensor> tensors, Map<String, String> metadata)
      throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      Sink sink =
          bytes -> {
            while (bytes.hasRemaining()) {
              out.write(bytes);
            }
          };
      sink.put(ByteBuffer.wrap(header(tensors, metadata)));
      data(tensors, sink);
      out.force(true);
    }
  }

  static byte[] encode(Map<String, SafeTensors.Tensor> tensors, Map<String, String> metadata) {
    try {
      byte[] header = header(tensors, metadata);
      long size = header.length;
      for (SafeTensors.Tensor tensor : tensors.values()) {
        size += (long) tensor.count() * Float.BYTES;
      }
      if (size > SafeTensors.LARGEST_ARRAY) {
        throw new IllegalArgumentException(
            "tensors of [%d] bytes must have at most %d in memory: write a file"
                .formatted(size, SafeTensors.LARGEST_ARRAY));
      }
      ByteBuffer all = ByteBuffer.allocate((int) size).put(header);
      data(tensors, all::put);
      return all.array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The length and the JSON, padded with spaces so that the data are aligned. */
  private static byte[] header(
      Map<String, SafeTensors.Tensor> tensors, Map<String, String> metadata) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = root.putObject(SafeTensorsHeader.METADATA);
      new TreeMap<>(metadata).forEach(texts::put);
    }
    long end = 0;
    for (Map.Entry<String, SafeTensors.Tensor> tensor : tensors.entrySet()) {
      if (tensor.getKey().equals(SafeTensorsHeader.METADATA)) {
        throw new IllegalArgumentException(
            "tensor [%s] must not have the name of the metadata: choose another"
                .formatted(tensor.getKey()));
      }
      ObjectNode entry = root.putObject(tensor.getKey()).put("dtype", Dtype.F32.name());
      ArrayNode shape = entry.putArray("shape");
      tensor.getValue().shape().forEach(shape::add);
      long begin = end;
      end += (long) tensor.getValue().count() * Float.BYTES;
      entry.putArray("data_offsets").add(begin).add(end);
    }
    byte[] json = JSON.writeValueAsBytes(root);
    int length = (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    if (length > SafeTensorsHeader.LARGEST) {
      throw new IllegalArgumentException(
          "header of [%d] bytes must have at most %d: shorten the metadata or the names"
              .formatted(length, SafeTensorsHeader.LARGEST));
    }
    byte[] header = new byte[Long.BYTES + length];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json);
    return header;
  }

  private static void data(Map<String, SafeTensors.Tensor> tensors, Sink sink) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, SafeTensors.Tensor> tensor : tensors.entrySet()) {
      float[] values = tensor.getValue().values().get();
      if (values.length != tensor.getValue().count()) {
        throw new IllegalArgumentException(
            "tensor [%s] gave [%d] values but must give %d, as its shape %s says"
                .formatted(
                    tensor.getKey(),
                    values.length,
                    tensor.getValue().count(),
                    tensor.getValue().shape()));
      }
      for (int done = 0; done < values.length; done += CHUNK) {
        int count = Math.min(CHUNK, values.length - done);
        chunk.asFloatBuffer().put(values, done, count);
        sink.put(chunk.duplicate().limit(count * Float.BYTES));
      }
    }
  }
}
