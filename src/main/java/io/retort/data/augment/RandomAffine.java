package io.retort.data.augment;

import io.retort.data.image.Raster;
import java.util.SplittableRandom;

/**
 * Rotation, shift and scale in one step, about the centre, mirrored beyond the border. Each is
 * drawn uniformly from -most to +most.
 *
 * @param degrees largest rotation
 * @param shift largest shift, a share of the side
 * @param scale largest change of size: 0.1 gives factors 0.9 to 1.1
 * @param probability that anything is done
 */
public record RandomAffine(double degrees, double shift, double scale, double probability)
    implements Augmentation {
  /** Checks ranges. */
  public RandomAffine {
    if (!(degrees >= 0 && degrees <= 180)
        || !(shift >= 0 && shift < 1)
        || !(scale >= 0 && scale < 1)
        || !(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "degrees [%s], shift [%s], scale [%s] and probability [%s] must be 0 to 180, 0 to 1, 0 to 1 and 0 to 1"
              .formatted(degrees, shift, scale, probability));
    }
  }

  @Override
  public Raster apply(Raster planes, int imagePlanes, SplittableRandom random) {
    boolean done = random.nextDouble() < probability;
    double angle = StrictMath.toRadians(spread(random, degrees));
    double shiftX = spread(random, shift) * planes.width();
    double shiftY = spread(random, shift) * planes.height();
    double size = 1 + spread(random, scale);
    if (!done) {
      return planes;
    }
    return Warp.of(
        planes, inverse(angle, shiftX, shiftY, size), imagePlanes, true, Warp.Outside.MIRROR);
  }

  /** From new to old places: undo the shift, then the scale and the (clockwise) rotation. */
  static double[] inverse(double angle, double shiftX, double shiftY, double size) {
    double cos = StrictMath.cos(angle) / size;
    double sin = StrictMath.sin(angle) / size;
    return new double[] {
      cos, sin, -cos * shiftX - sin * shiftY, -sin, cos, sin * shiftX - cos * shiftY
    };
  }

  private static double spread(SplittableRandom random, double most) {
    return (2 * random.nextDouble() - 1) * most;
  }
}
