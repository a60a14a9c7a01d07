package io.retort.model;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The bytes of a .pth file; for one thread at a time.
 *
 * @param name of the file, for errors
 * @param opener opens the file once more
 * @param size of the file when it was opened
 */
record PthSource(String name, Opener opener, SeekableByteChannel channel, long size)
    implements Closeable {
  private static final int CHUNK = 1 << 20; // a multiple of every element's size

  /** Opens a file. */
  interface Opener {
    SeekableByteChannel open() throws IOException;
  }

  static PthSource of(String name, Opener opener) throws IOException {
    SeekableByteChannel channel = opener.open();
    return new PthSource(name, opener, channel, channel.size());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Some bytes, of a little-endian buffer. */
  ByteBuffer bytes(long at, int count) throws IOException {
    if (at < 0 || count < 0 || count > size - at) {
      throw refused(
          "[%d] bytes from byte %d on must be within the %d of the file: it is truncated"
              .formatted(count, at, size));
    }
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    read(at, bytes);
    return bytes;
  }

  /** Elements as floats, of a type that can be read so; the caller knows that they are there. */
  float[] floats(Dtype dtype, long at, int count) throws IOException {
    FloatBuffer floats = FloatBuffer.allocate(count);
    long end = at + (long) count * dtype.bytes();
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, end - at));
    chunk.order(ByteOrder.LITTLE_ENDIAN);
    for (long from = at; from < end; from += CHUNK) {
      read(from, chunk.clear().limit((int) Math.min(CHUNK, end - from)));
      dtype.read(chunk, floats);
    }
    return floats.array();
  }

  /** Of the whole file, in lower-case hex. */
  String sha256() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      for (long from = 0; from < size; from += CHUNK) {
        read(from, chunk.clear().limit((int) Math.min(CHUNK, size - from)));
        digest.update(chunk);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void read(long at, ByteBuffer bytes) throws IOException {
    channel.position(at);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw refused("the file must keep its %d bytes while it is read".formatted(size));
      }
    }
    bytes.flip();
  }

  /** An error about the file. */
  WeightsException refused(String message) {
    return new WeightsException(text(message));
  }

  WeightsException refused(Exception cause, String message) {
    return new WeightsException(text(message), cause);
  }

  private String text(String message) {
    return "%s: %s: get the file again, or save its state dict anew with torch"
        .formatted(name, message);
  }
}
