package io.retort.data.sets;

import io.retort.data.DataException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An array of unsigned bytes in NumPy's format (versions 1 to 3, row-major).
 *
 * @param shape sizes, outermost first
 */
record NpyArray(int[] shape, byte[] values) {
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([^)]*)\\)");
  private static final int LONGEST_HEADER = 1 << 16;
  private static final long LARGEST = 1L << 30;

  /**
   * Reads an array.
   *
   * @param name for messages
   * @param rank number of dimensions it must have
   * @throws DataException when it is damaged, truncated or of another type
   */
  static NpyArray read(InputStream stream, String name, int rank) throws IOException {
    try {
      return parse(new DataInputStream(stream), name, rank);
    } catch (EOFException e) {
      throw new DataException("%s is truncated: get it again".formatted(name), e);
    }
  }

  private static NpyArray parse(DataInputStream in, String name, int rank) throws IOException {
    byte[] magic = in.readNBytes(6);
    if (!Arrays.equals(magic, new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'})) {
      throw new DataException("%s must begin with NumPy's magic bytes".formatted(name));
    }
    int version = in.readUnsignedByte();
    in.readUnsignedByte();
    if (version < 1 || version > 3) {
      throw new DataException("%s: format version [%d] must be 1 to 3".formatted(name, version));
    }
    int length =
        version == 1
            ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
            : Integer.reverseBytes(in.readInt());
    if (length < 1 || length > LONGEST_HEADER) {
      throw new DataException(
          "%s: header length [%d] must be 1 to %d".formatted(name, length, LONGEST_HEADER));
    }
    byte[] header = new byte[length];
    in.readFully(header);
    String text = new String(header, StandardCharsets.UTF_8);
    String type = part(DESCR, text, name, "descr");
    if (!type.equals("|u1") && !type.equals("u1")) {
      throw new DataException(
          "%s: element type [%s] must be |u1, unsigned bytes".formatted(name, type));
    }
    if (part(ORDER, text, name, "fortran_order").equals("True")) {
      throw new DataException("%s: column-major order must be row-major".formatted(name));
    }
    int[] shape = shape(part(SHAPE, text, name, "shape"), name);
    if (shape.length != rank) {
      throw new DataException(
          "%s: shape %s must have %d dimensions".formatted(name, Arrays.toString(shape), rank));
    }
    long size = 1;
    for (int side : shape) {
      size = Math.multiplyExact(size, (long) side);
      if (side < 1 || size > LARGEST) {
        throw new DataException(
            "%s: shape %s must have sizes >= 1 and at most %d values"
                .formatted(name, Arrays.toString(shape), LARGEST));
      }
    }
    byte[] values = in.readNBytes((int) size);
    if (values.length < size) {
      throw new DataException(
          "%s is truncated: [%d] of %d values are there: get it again"
              .formatted(name, values.length, size));
    }
    return new NpyArray(shape, values);
  }

  private static String part(Pattern pattern, String header, String name, String key) {
    Matcher found = pattern.matcher(header);
    if (!found.find()) {
      throw new DataException("%s: header [%s] must hold %s".formatted(name, header.strip(), key));
    }
    return found.group(1).strip();
  }

  private static int[] shape(String text, String name) {
    try {
      return Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(side -> !side.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw new DataException("%s: shape [%s] must be whole numbers".formatted(name, text), e);
    }
  }
}
