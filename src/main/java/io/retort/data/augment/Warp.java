package io.retort.data.augment;

import io.retort.data.image.Raster;

/** Moves pixels by an affine map from new to old places. */
final class Warp {
  /** What lies outside of the image. */
  enum Outside {
    /** Black, in masks nothing. */
    BLACK,
    /** The image mirrored, its border pixel not repeated. */
    MIRROR
  }

  private Warp() {}

  /**
   * The warped image.
   *
   * @param map six numbers: old x = map[0] x + map[1] y + map[2], old y = map[3] x + map[4] y +
   *     map[5], in pixels from the image's centre
   * @param imagePlanes planes that are interpolated linearly, if {@code linear}; the others take
   *     the nearest pixel
   */
  static Raster of(Raster image, double[] map, int imagePlanes, boolean linear, Outside outside) {
    int height = image.height();
    int width = image.width();
    Raster warped = Raster.blank(image.channels(), height, width);
    double centreX = (width - 1) / 2.0;
    double centreY = (height - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dx = x - centreX;
        double dy = y - centreY;
        double u = map[0] * dx + map[1] * dy + map[2] + centreX;
        double v = map[3] * dx + map[4] * dy + map[5] + centreY;
        int to = y * width + x;
        int from = place(image, (int) Math.rint(v), (int) Math.rint(u), outside);
        for (int c = 0; c < image.channels(); c++) {
          int plane = c * height * width;
          if (linear && c < imagePlanes) {
            warped.planes()[plane + to] = (byte) linear(image, c, v, u, outside);
          } else if (from >= 0) {
            warped.planes()[plane + to] = image.planes()[plane + from];
          }
        }
      }
    }
    return warped;
  }

  private static int linear(Raster image, int c, double v, double u, Outside outside) {
    int y = (int) Math.floor(v);
    int x = (int) Math.floor(u);
    double b = v - y;
    double a = u - x;
    double top = (1 - a) * at(image, c, y, x, outside) + a * at(image, c, y, x + 1, outside);
    double low =
        (1 - a) * at(image, c, y + 1, x, outside) + a * at(image, c, y + 1, x + 1, outside);
    return (int) ((1 - b) * top + b * low + .5);
  }

  private static int at(Raster image, int c, int y, int x, Outside outside) {
    int place = place(image, y, x, outside);
    return place < 0 ? 0 : image.planes()[c * image.area() + place] & 0xff;
  }

  /** Where a pixel lies in each plane; below 0 where there is none. */
  private static int place(Raster image, int y, int x, Outside outside) {
    int width = image.width();
    if (y >= 0 && y < image.height() && x >= 0 && x < width) {
      return y * width + x;
    }
    return outside == Outside.BLACK ? -1 : mirrored(y, image.height()) * width + mirrored(x, width);
  }

  private static int mirrored(int at, int size) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * size - 2;
    int folded = Math.floorMod(at, period);
    return folded < size ? folded : period - folded;
  }
}
