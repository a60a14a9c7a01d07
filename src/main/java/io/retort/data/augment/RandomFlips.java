package io.retort.data.augment;

import io.retort.data.image.Raster;
import java.util.SplittableRandom;

/**
 * Horizontal and vertical flips and transposition, each with its probability: exact moves of
 * pixels. Transposition needs square images.
 */
public record RandomFlips(double horizontal, double vertical, double transpose)
    implements Augmentation {
  /** Checks probabilities. */
  public RandomFlips {
    for (double p : new double[] {horizontal, vertical, transpose}) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("probability [%s] must be 0 to 1".formatted(p));
      }
    }
  }

  @Override
  public Raster apply(Raster planes, int imagePlanes, SplittableRandom random) {
    boolean flipX = random.nextDouble() < horizontal;
    boolean flipY = random.nextDouble() < vertical;
    boolean swap = random.nextDouble() < transpose;
    if (swap && planes.height() != planes.width()) {
      throw new IllegalArgumentException(
          "image [%d x %d] must be square to be transposed"
              .formatted(planes.height(), planes.width()));
    }
    return flipX || flipY || swap ? moved(planes, flipX, flipY, swap) : planes;
  }

  static Raster moved(Raster image, boolean flipX, boolean flipY, boolean swap) {
    Raster moved = Raster.blank(image.channels(), image.height(), image.width());
    byte[] from = image.planes();
    int width = image.width();
    int to = 0;
    for (int c = 0; c < image.channels(); c++) {
      for (int y = 0; y < image.height(); y++) {
        for (int x = 0; x < width; x++) {
          int v = swap ? x : y;
          int u = swap ? y : x;
          v = flipY ? image.height() - 1 - v : v;
          u = flipX ? width - 1 - u : u;
          moved.planes()[to++] = from[(c * image.height() + v) * width + u];
        }
      }
    }
    return moved;
  }
}
