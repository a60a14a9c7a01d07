package io.retort.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Named tensors in the <a href="https://github.com/huggingface/safetensors#format">safetensors
 * format</a>.
 *
 * <p>A file is held to the format when it is opened, before any value is read. It stays
 * memory-mapped until this object is collected: it may be replaced meanwhile (not on Windows), but
 * not be changed in place. Several threads may read.
 */
public final class SafeTensors {
  private static final int LARGEST_PIECE = 1 << 30; // a multiple of every element's size
  static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final String source;
  private final Map<String, String> metadata;
  private final Map<String, Entry> tensors;
  private final Map<String, List<ByteBuffer>> data;

  private SafeTensors(String source, long size, int largestPiece, Bytes bytes) throws IOException {
    SafeTensorsHeader header = header(source, size, bytes);
    this.source = source;
    metadata = header.metadata();
    tensors = header.tensors();
    data = new HashMap<>();
    long start = size - header.dataSize();
    for (Map.Entry<String, Entry> tensor : tensors.entrySet()) {
      List<ByteBuffer> pieces = new ArrayList<>();
      long end = tensor.getValue().end();
      for (long at = tensor.getValue().begin(); at < end; at += largestPiece) {
        pieces.add(bytes.at(start + at, (int) Math.min(largestPiece, end - at)));
      }
      data.put(tensor.getKey(), pieces);
    }
  }

  /**
   * What the header says of a tensor.
   *
   * @param shape sizes, outermost first; none for a scalar
   * @param begin first byte of the data
   * @param end byte after the last
   */
  public record Entry(Dtype dtype, List<Long> shape, long begin, long end) {
    /** Copies. */
    public Entry {
      shape = List.copyOf(shape);
    }
  }

  /**
   * A tensor to be written, as F32.
   *
   * @param shape sizes, outermost first; none for a scalar
   * @param values row-major; asked for once, when it is the tensor's turn, and not kept
   */
  public record Tensor(List<Long> shape, Supplier<float[]> values) {
    /** Checks the shape. */
    public Tensor {
      shape = List.copyOf(shape);
      long count = 1;
      for (long size : shape) {
        if (size < 0 || size > LARGEST_ARRAY || count * size > LARGEST_ARRAY) {
          throw new IllegalArgumentException(
              "shape %s must have sizes >= 0 and at most %d elements: split the tensor"
                  .formatted(shape, LARGEST_ARRAY));
        }
        count *= size;
      }
    }

    int count() {
      return Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
    }
  }

  /** Bytes, wherever they are. */
  private interface Bytes {
    ByteBuffer at(long from, int size) throws IOException;
  }

  /**
   * Opens a file.
   *
   * @throws WeightsException when it is missing, cannot be read, or is not as the format demands
   */
  public static SafeTensors open(Path file) {
    try (FileChannel in = FileChannel.open(file)) {
      return new SafeTensors(
          file.toString(),
          in.size(),
          LARGEST_PIECE,
          (from, size) -> in.map(FileChannel.MapMode.READ_ONLY, from, size));
    } catch (NoSuchFileException e) {
      throw new WeightsException("%s is missing".formatted(file), e);
    } catch (IOException e) {
      throw new WeightsException(
          "%s cannot be read (%s: %s): allow reading or get the file again"
              .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  /**
   * Opens a file's bytes, which are not copied.
   *
   * @throws WeightsException when they are not as the format demands
   */
  public static SafeTensors of(byte[] bytes) {
    return of(bytes, LARGEST_PIECE);
  }

  static SafeTensors of(byte[] bytes, int largestPiece) {
    try {
      return new SafeTensors(
          "safetensors bytes",
          bytes.length,
          largestPiece,
          (from, size) -> ByteBuffer.wrap(bytes, Math.toIntExact(from), size).slice());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SafeTensorsHeader header(String source, long size, Bytes bytes)
      throws IOException {
    if (size < Long.BYTES) {
      throw new WeightsException(
          "%s: size [%d] must be at least %d bytes: the file is truncated: get it again"
              .formatted(source, size, Long.BYTES));
    }
    long length = bytes.at(0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > SafeTensorsHeader.LARGEST) {
      throw new WeightsException(
          "%s: header length [%s] must be at most %d bytes: if this is another format, convert it"
              .formatted(source, Long.toUnsignedString(length), SafeTensorsHeader.LARGEST));
    }
    long dataSize = size - Long.BYTES - length;
    if (dataSize < 0) {
      throw new WeightsException(
          "%s: header length [%d] must be at most the %d bytes that follow: the file is truncated:"
                  .formatted(source, length, size - Long.BYTES)
              + " get it again");
    }
    byte[] json = new byte[(int) length];
    bytes.at(Long.BYTES, json.length).get(json);
    return SafeTensorsHeader.parse(source, json, dataSize);
  }

  /** The file, in words. */
  String source() {
    return source;
  }

  /** The tensors' names in the order of their data. */
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /** The free text of the file. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /**
   * What the header says of a tensor.
   *
   * @throws WeightsException when there is none of that name
   */
  public Entry entry(String name) {
    Entry entry = tensors.get(name);
    if (entry == null) {
      throw new WeightsException(
          "%s: tensor [%s] must be one of %.200s: choose one of them or another file"
              .formatted(source, name, names()));
    }
    return entry;
  }

  /**
   * A tensor's values, row-major: F32 to the bit, F16 and BF16 exactly, F64 rounded to the nearest
   * float, which may be infinite.
   *
   * @throws WeightsException when there is none of that name, it has another type, or is larger
   *     than an array
   */
  public float[] floats(String name) {
    Entry entry = entry(name);
    if (!Dtype.FLOATS.contains(entry.dtype())) {
      throw new WeightsException(
          "%s: tensor [%s]: dtype [%s] must be one of %s to be read as floats: leave it out"
              .formatted(source, name, entry.dtype(), Dtype.FLOATS));
    }
    long count = (entry.end() - entry.begin()) / entry.dtype().bytes();
    if (count > LARGEST_ARRAY) {
      throw new WeightsException(
          "%s: tensor [%s]: [%d] elements must be at most %d: split the tensor"
              .formatted(source, name, count, LARGEST_ARRAY));
    }
    FloatBuffer floats = FloatBuffer.allocate((int) count);
    for (ByteBuffer piece : data.getOrDefault(name, List.of())) {
      entry.dtype().read(piece.duplicate().order(ByteOrder.LITTLE_ENDIAN), floats);
    }
    return floats.array();
  }

  /**
   * Writes a file, aside and then renamed: it is whole whenever it is there. Its folder must exist.
   *
   * @param tensors in the order in which they are to be written
   * @param metadata free text; written in the order of the keys
   * @throws WeightsException when it cannot be written; a file of that name is then unchanged
   * @throws IllegalArgumentException when a tensor has a reserved name or gives fewer or more
   *     values than its shape; as above
   */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    SafeTensorsWriter.write(file, tensors, metadata);
  }

  /** The bytes that {@link #write} would write; at most those of an array. */
  public static byte[] encode(Map<String, Tensor> tensors, Map<String, String> metadata) {
    return SafeTensorsWriter.encode(tensors, metadata);
  }
}
