package io.retort.data.sets;

import io.retort.data.DataException;
import io.retort.data.image.ImageFile;
import io.retort.data.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** An image that is not decoded yet. */
public interface Picture {
  /** For messages. */
  String name();

  /**
   * A cheap identity that changes when the content does: path, size and time, or the generator's
   * settings.
   */
  String stamp();

  /**
   * What is stored; fingerprints are taken of it.
   *
   * @throws io.retort.data.DataException when it cannot be read
   */
  byte[] bytes();

  /**
   * Decodes what {@link #bytes} gave.
   *
   * @throws io.retort.data.DataException when it is damaged
   */
  Raster decode(byte[] bytes);

  /** Reads and decodes. */
  default Raster read() {
    return decode(bytes());
  }

  /** A colour image in a file. */
  static Picture of(Path file) {
    return new InFile(file, false);
  }

  /** A mask in a file. */
  static Picture mask(Path file) {
    return new InFile(file, true);
  }

  /**
   * An image of a generator.
   *
   * @param name what determines it: generator, seed, place, size
   */
  static Picture drawn(String name, int channels, int height, int width, Supplier<Raster> draw) {
    return new Raw(name, name, channels, height, width, () -> ByteBuffer.wrap(draw.get().planes()));
  }

  /**
   * A file.
   *
   * @param isMask whether it holds one plane of 0 and 255
   */
  record InFile(Path file, boolean isMask) implements Picture {
    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public String stamp() {
      try {
        return "%s %d %d"
            .formatted(
                file.toAbsolutePath().normalize(),
                Files.size(file),
                Files.getLastModifiedTime(file).toMillis());
      } catch (IOException e) {
        throw new DataException("%s cannot be read: %s".formatted(file, e), e);
      }
    }

    @Override
    public byte[] bytes() {
      return ImageFile.bytes(file);
    }

    @Override
    public Raster decode(byte[] bytes) {
      return isMask
          ? ImageFile.decodeMask(bytes, file.toString())
          : ImageFile.decode(bytes, file.toString());
    }
  }

  /** Planes of bytes that need no decoding; repeated where a colour image has one plane only. */
  record Raw(
      String name, String stamp, int channels, int height, int width, Supplier<ByteBuffer> planes)
      implements Picture {
    @Override
    public byte[] bytes() {
      ByteBuffer buffer = planes.get().duplicate();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    }

    @Override
    public Raster decode(byte[] bytes) {
      return new Raster(channels, height, width, bytes);
    }
  }
}
