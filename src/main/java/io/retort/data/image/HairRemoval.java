package io.retort.data.image;

/**
 * Hair removal after DullRazor (Lee et al. 1997, doi:10.1016/S0010-4825(97)00020-6): thin dark
 * structures are found by a black-hat transform of the grey image and painted over from their
 * surroundings.
 *
 * <p>Declared reading, as the papers name the method without its settings: black-hat is the largest
 * over closings with horizontal, vertical and two diagonal lines; threshold 10; the mask grows by
 * one pixel; painting solves Laplace's equation inside of it. The lines are 17 pixels long where
 * the shorter side is 450, and scale with it.
 */
public final class HairRemoval {
  private static final int THRESHOLD = 10;
  private static final double LENGTH_SHARE = 17.0 / 450;
  private static final int SHORTEST = 7;
  private static final double LONG_SHARE = 50.0 / 450;
  private static final double THIN_SHARE = 10.0 / 450;
  private static final int THINNEST = 4;
  private static final int ANGLES = 16;
  private static final int[][] DIRECTIONS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};

  private HairRemoval() {}

  /** The image without its hairs. */
  public static Raster of(Raster image) {
    return Inpainting.fill(image, mask(image));
  }

  /** Where hairs are: true per pixel, row-major. */
  static boolean[] mask(Raster image) {
    Raster grey = image.grey();
    int half =
        Math.max(SHORTEST, (int) (LENGTH_SHARE * Math.min(image.height(), image.width()))) / 2;
    boolean[] hair = new boolean[grey.area()];
    for (int[] direction : DIRECTIONS) {
      byte[] closed = line(line(grey, half, direction, true), half, direction, false).planes();
      for (int p = 0; p < hair.length; p++) {
        hair[p] |= (closed[p] & 0xff) - (grey.planes()[p] & 0xff) > THRESHOLD;
      }
    }
    return grown(longAndThin(hair, image.height(), image.width()), image.height(), image.width());
  }

  private static boolean[] longAndThin(boolean[] found, int height, int width) {
    double least = LONG_SHARE * Math.min(height, width);
    double most = Math.max(THINNEST, THIN_SHARE * Math.min(height, width));
    double[] cos = new double[ANGLES];
    double[] sin = new double[ANGLES];
    for (int a = 0; a < ANGLES; a++) {
      cos[a] = StrictMath.cos(Math.PI * a / ANGLES);
      sin[a] = StrictMath.sin(Math.PI * a / ANGLES);
    }
    boolean[] kept = new boolean[found.length];
    for (int p = 0; p < found.length; p++) {
      for (int a = 0; a < ANGLES && found[p] && !kept[p]; a++) {
        int across = (a + ANGLES / 2) % ANGLES;
        kept[p] =
            length(found, height, width, p, cos[a], sin[a]) >= least
                && length(found, height, width, p, cos[across], sin[across]) <= most;
      }
    }
    return kept;
  }

  /** Length of the run of found pixels through a pixel in a direction. */
  private static int length(
      boolean[] found, int height, int width, int pixel, double cos, double sin) {
    int length = 1;
    for (int sign = -1; sign <= 1; sign += 2) {
      boolean inside = true;
      for (int k = 1; inside; k++) {
        int x = (int) StrictMath.rint(pixel % width + sign * k * cos);
        int y = (int) StrictMath.rint((double) (pixel / width) + sign * k * sin);
        inside = x >= 0 && x < width && y >= 0 && y < height && found[y * width + x];
        length += inside ? 1 : 0;
      }
    }
    return length;
  }

  /** Largest (dilation) or smallest (erosion) value along a line through each pixel. */
  private static Raster line(Raster grey, int half, int[] direction, boolean largest) {
    int height = grey.height();
    int width = grey.width();
    byte[] result = new byte[grey.area()];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int best = grey.at(0, y, x);
        for (int k = -half; k <= half; k++) {
          int v = y + k * direction[0];
          int u = x + k * direction[1];
          if (v >= 0 && v < height && u >= 0 && u < width) {
            int value = grey.planes()[v * width + u] & 0xff;
            best = largest ? Math.max(best, value) : Math.min(best, value);
          }
        }
        result[y * width + x] = (byte) best;
      }
    }
    return new Raster(1, height, width, result);
  }

  private static boolean[] grown(boolean[] mask, int height, int width) {
    boolean[] grown = mask.clone();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (mask[y * width + x]) {
          for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
              grown[v * width + u] = true;
            }
          }
        }
      }
    }
    return grown;
  }
}
