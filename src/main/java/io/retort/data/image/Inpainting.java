package io.retort.data.image;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Paints over pixels from their surroundings: each becomes the mean of its four neighbours
 * (Laplace's equation), solved by successive over-relaxation.
 */
final class Inpainting {
  private static final int SWEEPS = 200;
  private static final float RELAXATION = 1.7f;
  private static final float SETTLED = 0.1f; // of a grey level

  private Inpainting() {}

  /**
   * Fills masked pixels.
   *
   * @param mask true where to paint, row-major; an image that is masked everywhere stays as it is
   */
  static Raster fill(Raster image, boolean[] mask) {
    int[] holes = IntStream.range(0, mask.length).filter(p -> mask[p]).toArray();
    if (holes.length == 0 || holes.length == mask.length) {
      return image;
    }
    Raster filled =
        new Raster(image.channels(), image.height(), image.width(), image.planes().clone());
    int[] start = nearestKnown(mask, image.width());
    float[] values = new float[image.area()];
    for (int c = 0; c < image.channels(); c++) {
      int plane = c * image.area();
      for (int p = 0; p < values.length; p++) {
        values[p] = image.planes()[plane + start[p]] & 0xff;
      }
      solve(values, holes, image.height(), image.width());
      for (int p : holes) {
        filled.planes()[plane + p] = (byte) Math.max(0, Math.min(255, Math.round(values[p])));
      }
    }
    return filled;
  }

  private static void solve(float[] values, int[] holes, int height, int width) {
    float change = Float.MAX_VALUE;
    for (int sweep = 0; sweep < SWEEPS && change > SETTLED; sweep++) {
      change = 0;
      for (int p : holes) {
        int y = p / width;
        int x = p % width;
        float sum = 0;
        int count = 0;
        if (y > 0) {
          sum += values[p - width];
          count++;
        }
        if (y < height - 1) {
          sum += values[p + width];
          count++;
        }
        if (x > 0) {
          sum += values[p - 1];
          count++;
        }
        if (x < width - 1) {
          sum += values[p + 1];
          count++;
        }
        float step = RELAXATION * (sum / count - values[p]);
        values[p] += step;
        change = Math.max(change, Math.abs(step));
      }
    }
  }

  /** For every pixel the nearest known one (in steps along rows and columns): where to start. */
  private static int[] nearestKnown(boolean[] mask, int width) {
    int[] nearest = new int[mask.length];
    Arrays.fill(nearest, -1);
    int[] queue = new int[mask.length];
    int end = 0;
    for (int p = 0; p < mask.length; p++) {
      if (!mask[p]) {
        nearest[p] = p;
        queue[end++] = p;
      }
    }
    for (int at = 0; at < end; at++) {
      int p = queue[at];
      int x = p % width;
      int[] around = {
        p >= width ? p - width : -1,
        p < mask.length - width ? p + width : -1,
        x > 0 ? p - 1 : -1,
        x < width - 1 ? p + 1 : -1
      };
      for (int q : around) {
        if (q >= 0 && nearest[q] < 0) {
          nearest[q] = nearest[p];
          queue[end++] = q;
        }
      }
    }
    return nearest;
  }
}
