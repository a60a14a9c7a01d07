package io.retort.data.image;

import io.retort.data.DataException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG, PNG, TIFF, BMP and GIF by the JDK's readers, and by the TwelveMonkeys plug-ins what
 * those cannot read (CMYK JPEG, odd TIFF).
 *
 * <p>Samples are taken as they are stored: colour profiles are not applied, alpha is dropped, 16
 * bits become 8 by rounding, a palette is looked up, and a camera's orientation tag is followed.
 * Four inks become red, green and blue by the plug-in's arithmetic.
 */
public final class ImageFile {
  private static final long MOST_PIXELS = 100_000_000;
  private static final int LONGEST_SIDE = 30_000;

  /** What the JPEG reader says where it fills up; stray bytes between markers are no damage. */
  private static final List<String> DAMAGE =
      List.of("premature end", "missing eoi", "bad huffman", "instead of rst");

  private static final long MOST_BYTES = 512L << 20;

  static {
    ImageIO.setUseCache(false);
  }

  private ImageFile() {}

  /**
   * The bytes of a file.
   *
   * @throws DataException when it is missing, empty or too large
   */
  public static byte[] bytes(Path file) {
    try {
      long size = Files.size(file);
      if (size == 0 || size > MOST_BYTES) {
        throw new DataException(
            "%s: size [%d bytes] must be 1 to %d: get it again".formatted(file, size, MOST_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new DataException("%s is missing".formatted(file), e);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Reads an image as red, green and blue. */
  public static Raster read(Path file) {
    return decode(bytes(file), file.toString());
  }

  /**
   * Decodes an image as red, green and blue.
   *
   * @param name for messages
   * @throws DataException when it is no image, too large, truncated, or damaged so that the reader
   *     notices: a flipped bit often only changes pixels
   */
  public static Raster decode(byte[] bytes, String name) {
    Raster raster = samples(bytes, name);
    if (raster.channels() == 3) {
      return raster;
    }
    return Raster.stack(raster, Raster.stack(raster, raster));
  }

  /** Decodes a mask as one plane of 0 and 255; values of at least 128 count as inside. */
  public static Raster decodeMask(byte[] bytes, String name) {
    return samples(bytes, name).grey().binary();
  }

  /** Height and width of an image in a file, read from its header; empty where that fails. */
  public static int[] size(Path file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (readers.hasNext()) {
        ImageReader reader = readers.next();
        try {
          reader.setInput(in, true, true);
          return new int[] {reader.getHeight(0), reader.getWidth(0)};
        } finally {
          reader.dispose();
        }
      }
    } catch (IOException | RuntimeException e) {
      return new int[0];
    }
    return new int[0];
  }

  private static Raster samples(byte[] bytes, String name) {
    String format = format(bytes, name);
    Exception first = null;
    byte[] plain = format.equals("jpeg") ? JpegHeader.plain(bytes) : bytes;
    for (ImageReader reader : readers(format)) {
      try {
        BufferedImage image = read(reader, plain, name);
        return Orientation.of(format, bytes).upright(planes(image, name));
      } catch (DataException e) {
        throw e;
      } catch (OutOfMemoryError e) {
        throw new DataException(
            "%s needs more memory than there is: raise -Xmx, or leave it out".formatted(name), e);
      } catch (IOException | RuntimeException e) { // readers throw all sorts on damaged files
        first = first == null ? e : first;
      } finally {
        reader.dispose();
      }
    }
    String damage =
        "%s: this %s is damaged (%s): get it again"
            .formatted(name, format.toUpperCase(Locale.ROOT), first == null ? "no reader" : first);
    throw first == null ? new DataException(damage) : new DataException(damage, first);
  }

  private static String format(byte[] bytes, String name) {
    int b0 = bytes.length > 3 ? bytes[0] & 0xff : -1;
    int b1 = b0 < 0 ? -1 : bytes[1] & 0xff;
    if (b0 == 0xff && b1 == 0xd8) {
      return "jpeg";
    } else if (b0 == 0x89 && b1 == 'P') {
      return "png";
    } else if (b0 == 'I' && b1 == 'I' || b0 == 'M' && b1 == 'M') {
      return "tiff";
    } else if (b0 == 'B' && b1 == 'M') {
      return "bmp";
    } else if (b0 == 'G' && b1 == 'I') {
      return "gif";
    }
    throw new DataException(
        "%s: [%d bytes] must be a JPEG, PNG, TIFF, BMP or GIF image, not%s"
            .formatted(name, bytes.length, start(bytes)));
  }

  private static String start(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(4, bytes.length); i++) {
      text.append(String.format(Locale.ROOT, " %02x", bytes[i] & 0xff));
    }
    return bytes.length == 0 ? " nothing" : text + "...";
  }

  /** The JDK's own readers first: they are the faster ones. */
  private static List<ImageReader> readers(String format) {
    List<ImageReader> readers = new ArrayList<>();
    Iterator<ImageReader> all = ImageIO.getImageReadersByFormatName(format);
    all.forEachRemaining(readers::add);
    readers.sort(
        Comparator.comparing(reader -> !reader.getClass().getName().startsWith("com.sun.")));
    return readers;
  }

  private static BufferedImage read(ImageReader reader, byte[] bytes, String name)
      throws IOException {
    List<String> warnings = new ArrayList<>();
    try (InputStream in = new ByteArrayInputStream(bytes);
        ImageInputStream stream = new MemoryCacheImageInputStream(in)) {
      reader.setInput(stream, true, true);
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
      int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
      if (pixels > MOST_PIXELS || longest > LONGEST_SIDE) {
        throw new DataException(
            "%s: [%d x %d] pixels must be at most %d in all and %d a side"
                .formatted(
                    name, reader.getHeight(0), reader.getWidth(0), MOST_PIXELS, LONGEST_SIDE));
      }
      BufferedImage image = reader.read(0);
      for (String warning : warnings) { // the JPEG reader fills up what is missing with grey
        String text = warning.toLowerCase(Locale.ROOT);
        if (DAMAGE.stream().anyMatch(text::contains)) {
          throw new DataException(
              "%s is truncated or damaged (%s): get it again".formatted(name, warning));
        }
      }
      return image;
    }
  }

  private static Raster planes(BufferedImage image, String name) throws IOException {
    java.awt.image.Raster from = image.getRaster();
    ColorModel colours = image.getColorModel();
    int height = image.getHeight();
    int width = image.getWidth();
    int type = from.getDataBuffer().getDataType();
    if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
      throw new DataException(
          "%s: samples of type [floating point] must be whole numbers of 1 to 16 bits"
              .formatted(name));
    }
    int space = colours.getColorSpace().getType();
    if (space != ColorSpace.TYPE_RGB && space != ColorSpace.TYPE_GRAY) {
      throw new IOException(
          "colours of kind " + space + ", not RGB or grey"); // the next reader may
    }
    boolean palette = colours instanceof IndexColorModel;
    int channels = palette || from.getNumBands() >= 3 ? 3 : 1;
    Raster to = Raster.blank(channels, height, width);
    int[] line = new int[width];
    for (int c = 0; c < channels; c++) {
      int bits = palette ? 8 : from.getSampleModel().getSampleSize(c);
      if (bits > 16) {
        throw new DataException(
            "%s: samples of [%d] bits must be of 1 to 16 bits".formatted(name, bits));
      }
      int most = (1 << bits) - 1;
      for (int y = 0; y < height; y++) {
        from.getSamples(0, y, width, 1, palette ? 0 : c, line);
        int at = (c * height + y) * width;
        for (int x = 0; x < width; x++) {
          int value =
              palette
                  ? colours.getRGB(line[x]) >> 16 - 8 * c & 0xff
                  : bits == 8 ? line[x] : (line[x] * 255 + most / 2) / most;
          to.planes()[at + x] = (byte) value;
        }
      }
    }
    return to;
  }
}
