package io.retort.data.image;

/**
 * Antialiased resizing. Shrinking averages the area that a new pixel covers, fractions of old
 * pixels included; growing interpolates linearly between pixel centres.
 */
public final class Resize {
  private Resize() {}

  /**
   * An image of another size; its aspect ratio is not kept.
   *
   * @throws IllegalArgumentException when a size is below 1
   */
  public static Raster to(Raster image, int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException("size [%d x %d] must be >= 1".formatted(height, width));
    }
    if (height == image.height() && width == image.width()) {
      return image;
    }
    Taps columns = Taps.of(image.width(), width);
    Taps rows = Taps.of(image.height(), height);
    Raster small = Raster.blank(image.channels(), height, width);
    float[] narrow = new float[image.height() * width];
    for (int c = 0; c < image.channels(); c++) {
      int from = c * image.area();
      for (int y = 0; y < image.height(); y++) {
        for (int x = 0; x < width; x++) {
          float sum = 0;
          float[] weights = columns.weights[x];
          int at = from + y * image.width() + columns.first[x];
          for (int k = 0; k < weights.length; k++) {
            sum += weights[k] * (image.planes()[at + k] & 0xff);
          }
          narrow[y * width + x] = sum;
        }
      }
      float[] line = new float[width];
      for (int y = 0; y < height; y++) {
        java.util.Arrays.fill(line, 0);
        float[] weights = rows.weights[y];
        for (int k = 0; k < weights.length; k++) {
          int at = (rows.first[y] + k) * width;
          for (int x = 0; x < width; x++) {
            line[x] += weights[k] * narrow[at + x];
          }
        }
        int to = (c * height + y) * width;
        for (int x = 0; x < width; x++) {
          small.planes()[to + x] = (byte) Math.max(0, Math.min(255, (int) (line[x] + .5f)));
        }
      }
    }
    return small;
  }

  /** For every new pixel: the first old pixel it takes of, and the weights from there on. */
  private record Taps(int[] first, float[][] weights) {
    static Taps of(int before, int after) {
      int[] first = new int[after];
      float[][] weights = new float[after][];
      double scale = (double) before / after;
      for (int i = 0; i < after; i++) {
        if (scale >= 1) {
          // In whole numbers: the new pixel covers [i * before, (i + 1) * before) in units of
          // 1 / after of an old pixel.
          long low = (long) i * before;
          long high = low + before;
          first[i] = (int) (low / after);
          int last = (int) ((high - 1) / after);
          weights[i] = new float[last - first[i] + 1];
          for (int k = first[i]; k <= last; k++) {
            long covered = Math.min(high, (k + 1L) * after) - Math.max(low, (long) k * after);
            weights[i][k - first[i]] = (float) ((double) covered / before);
          }
        } else {
          double centre = Math.max(0, Math.min(before - 1, (i + .5) * scale - .5));
          first[i] = (int) centre;
          float share = (float) (centre - first[i]);
          weights[i] = share == 0 ? new float[] {1} : new float[] {1 - share, share};
        }
      }
      return new Taps(first, weights);
    }
  }
}
