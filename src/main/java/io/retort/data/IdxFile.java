package io.retort.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * A file of MNIST's IDX format with unsigned bytes, plain or gzipped (told by content, not name).
 *
 * @param dimensions sizes, outermost first
 * @param values the bytes, row-major
 */
public record IdxFile(int[] dimensions, byte[] values) {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final long LARGEST = 1L << 30;

  /**
   * Reads a file.
   *
   * @param rank number of dimensions it must have: 3 for images, 1 for labels
   * @throws DataException when the file is missing or broken; the message says how
   */
  public static IdxFile read(Path file, int rank) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      try (DataInputStream in = new DataInputStream(gzip ? new GZIPInputStream(raw) : raw)) {
        return parse(file, in, rank);
      }
    } catch (NoSuchFileException e) {
      throw new DataException("%s is missing".formatted(file), e);
    } catch (EOFException e) {
      throw new DataException("%s is truncated: get it again".formatted(file), e);
    } catch (IOException e) {
      throw new DataException(
          "%s is damaged (%s): get it again".formatted(file, e.getMessage()), e);
    }
  }

  private static IdxFile parse(Path file, DataInputStream in, int rank) throws IOException {
    int magic = in.readInt();
    int expected = UNSIGNED_BYTE << 8 | rank;
    if (magic != expected) {
      throw new DataException(
          "%s: magic number [0x%08x] must be 0x%08x: this is not the expected IDX file"
              .formatted(file, magic, expected));
    }
    int[] dimensions = new int[rank];
    long size = 1;
    for (int i = 0; i < rank; i++) {
      dimensions[i] = in.readInt();
      if (dimensions[i] < 1) {
        throw new DataException(
            "%s: dimension %d [%d] must be >= 1".formatted(file, i, dimensions[i]));
      }
      size *= dimensions[i];
      if (size > LARGEST) {
        throw new DataException(
            "%s: dimensions %s exceed %d bytes"
                .formatted(file, Arrays.toString(dimensions), LARGEST));
      }
    }
    byte[] values = in.readNBytes((int) size);
    if (values.length < size) {
      throw new DataException(
          "%s is truncated: [%d] of %d values are there: get it again"
              .formatted(file, values.length, size));
    }
    if (in.read() >= 0) {
      throw new DataException(
          "%s has more bytes than its header %s says: get it again"
              .formatted(file, Arrays.toString(dimensions)));
    }
    return new IdxFile(dimensions, values);
  }
}
