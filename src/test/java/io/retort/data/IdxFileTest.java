package io.retort.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdxFileTest {
  @TempDir Path folder;

  static byte[] idx(int magic, int[] dimensions, int values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + values);
    buffer.putInt(magic);
    for (int d : dimensions) {
      buffer.putInt(d);
    }
    for (int i = 0; i < values; i++) {
      buffer.put((byte) (i % 10));
    }
    return buffer.array();
  }

  static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("file"), bytes);
  }

  @Test
  void plainAndGzippedFilesReadTheSame() throws IOException {
    byte[] bytes = idx(0x803, new int[] {2, 3, 4}, 24);
    IdxFile plain = IdxFile.read(file(bytes), 3);
    IdxFile zipped = IdxFile.read(file(gzip(bytes)), 3);
    assertArrayEquals(new int[] {2, 3, 4}, plain.dimensions());
    assertArrayEquals(plain.values(), zipped.values());
    assertEquals(3, plain.values()[13]);
  }

  static Stream<Arguments> broken() throws IOException {
    byte[] good = idx(0x803, new int[] {2, 3, 4}, 24);
    return Stream.of(
        Arguments.of("empty", new byte[0], "is truncated"),
        Arguments.of("three bytes", new byte[] {0, 0, 8}, "is truncated"),
        Arguments.of("header cut", Arrays.copyOf(good, 9), "is truncated"),
        Arguments.of("values cut", Arrays.copyOf(good, 30), "is truncated: [14] of 24 values"),
        Arguments.of("one more byte", Arrays.copyOf(good, good.length + 1), "more bytes than"),
        Arguments.of(
            "labels for images",
            idx(0x801, new int[] {24}, 24),
            "magic number [0x00000801] must be 0x00000803"),
        Arguments.of(
            "float values", idx(0xd03, new int[] {2, 3, 4}, 24), "magic number [0x00000d03]"),
        Arguments.of("little endian", idx(0x03080000, new int[] {2}, 2), "magic number"),
        Arguments.of(
            "no images", idx(0x803, new int[] {0, 28, 28}, 0), "dimension 0 [0] must be >= 1"),
        Arguments.of(
            "negative", idx(0x803, new int[] {2, -28, 28}, 0), "dimension 1 [-28] must be >= 1"),
        Arguments.of("huge", idx(0x803, new int[] {1 << 20, 1 << 20, 4}, 0), "exceed"),
        Arguments.of("gzip cut", Arrays.copyOf(gzip(good), 25), "is truncated"),
        Arguments.of("gzip damaged", damaged(gzip(good)), "is damaged"),
        Arguments.of("not an IDX file", "<!doctype html>".getBytes("UTF-8"), "magic number"));
  }

  private static byte[] damaged(byte[] gzip) {
    gzip[gzip.length - 6] ^= 0x55; // the check sum
    return gzip;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void brokenFilesAreRefusedWithTheReason(String name, byte[] bytes, String reason)
      throws IOException {
    Path file = file(bytes);
    DataException e = assertThrows(DataException.class, () -> IdxFile.read(file, 3));
    assertTrue(e.getMessage().contains(reason), e.getMessage());
    assertTrue(e.getMessage().contains(file.toString()), "names the file: " + e.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("nothing");
    DataException e = assertThrows(DataException.class, () -> IdxFile.read(file, 3));
    assertEquals(file + " is missing", e.getMessage());
  }
}
