package io.retort.data.image;

import java.util.Arrays;

/**
 * An image as planes of unsigned bytes, in the engine's order.
 *
 * @param channels number of planes, such as 3 for red, green, blue
 * @param planes shape (channels, height, width), row-major
 */
public record Raster(int channels, int height, int width, byte[] planes) {
  /** Checks the size. */
  public Raster {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "shape [%d, %d, %d] must have sizes >= 1".formatted(channels, height, width));
    }
    if ((long) channels * height * width != planes.length) {
      throw new IllegalArgumentException(
          "[%d] bytes must be %d x %d x %d".formatted(planes.length, channels, height, width));
    }
  }

  /** A black image. */
  public static Raster blank(int channels, int height, int width) {
    return new Raster(
        channels,
        height,
        width,
        new byte[Math.multiplyExact(channels, Math.multiplyExact(height, width))]);
  }

  /** Pixels per plane. */
  public int area() {
    return height * width;
  }

  /** A value, 0 to 255. */
  public int at(int channel, int y, int x) {
    return planes[(channel * height + y) * width + x] & 0xff;
  }

  /** Some of the planes. */
  public Raster slice(int from, int to) {
    return new Raster(
        to - from, height, width, Arrays.copyOfRange(planes, from * area(), to * area()));
  }

  /** Planes of several images of one size, one after the other. */
  public static Raster stack(Raster first, Raster second) {
    if (first.height != second.height || first.width != second.width) {
      throw new IllegalArgumentException(
          "[%d x %d] and [%d x %d] must be of one size"
              .formatted(first.height, first.width, second.height, second.width));
    }
    byte[] all = Arrays.copyOf(first.planes, first.planes.length + second.planes.length);
    System.arraycopy(second.planes, 0, all, first.planes.length, second.planes.length);
    return new Raster(first.channels + second.channels, first.height, first.width, all);
  }

  /**
   * Luminance (Rec. 601) of red, green and blue, in the whole-number arithmetic that Python's
   * imaging library uses; an image of one plane is grey already.
   */
  public Raster grey() {
    if (channels == 1) {
      return this;
    }
    int area = area();
    byte[] grey = new byte[area];
    for (int p = 0; p < area; p++) {
      int luma =
          19595 * (planes[p] & 0xff)
              + 38470 * (planes[area + p] & 0xff)
              + 7471 * (planes[2 * area + p] & 0xff);
      grey[p] = (byte) (luma + 0x8000 >> 16);
    }
    return new Raster(1, height, width, grey);
  }

  /** The largest centred square. */
  public Raster centreSquare() {
    int side = Math.min(height, width);
    int top = (height - side) / 2;
    int left = (width - side) / 2;
    Raster square = blank(channels, side, side);
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < side; y++) {
        System.arraycopy(
            planes,
            (c * height + top + y) * width + left,
            square.planes,
            (c * side + y) * side,
            side);
      }
    }
    return square;
  }

  /** Ones and zeros of a mask: 255 where the value is at least 128, else 0. */
  public Raster binary() {
    byte[] mask = new byte[planes.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (byte) ((planes[i] & 0xff) >= 128 ? 255 : 0);
    }
    return new Raster(channels, height, width, mask);
  }

  /** Red, green and blue pixel by pixel; grey images are repeated. */
  public byte[] interleavedRgb() {
    int area = area();
    byte[] rgb = new byte[3 * area];
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * p + c] = planes[(channels == 1 ? 0 : c) * area + p];
      }
    }
    return rgb;
  }
}
