package io.retort.data.augment;

import io.retort.data.image.Raster;
import java.util.List;
import java.util.SplittableRandom;

/**
 * RandAugment (Cubuk et al. 2020): some operations, drawn with replacement, at one strength.
 *
 * <p>Declared reading, as zeng2024 names the method without its settings: torchvision's set of 14
 * operations, its 31 bins of strength, and its arithmetic on byte tensors; nearest neighbour, black
 * outside.
 *
 * @param operations how many are applied, N
 * @param bin strength, M: 0 to 30
 */
public record RandAugment(int operations, int bin) implements Augmentation {
  private static final int BINS = 31;

  /** An operation and whether its strength has a random sign. */
  enum Operation {
    IDENTITY(false),
    SHEAR_X(true),
    SHEAR_Y(true),
    TRANSLATE_X(true),
    TRANSLATE_Y(true),
    ROTATE(true),
    BRIGHTNESS(true),
    COLOR(true),
    CONTRAST(true),
    SHARPNESS(true),
    POSTERIZE(false),
    SOLARIZE(false),
    AUTO_CONTRAST(false),
    EQUALIZE(false);

    private static final List<Operation> ALL = List.of(values());
    private final boolean signed;

    Operation(boolean signed) {
      this.signed = signed;
    }
  }

  /** Checks ranges. */
  public RandAugment {
    if (operations < 1 || bin < 0 || bin >= BINS) {
      throw new IllegalArgumentException(
          "operations [%d] must be >= 1 and bin [%d] 0 to %d".formatted(operations, bin, BINS - 1));
    }
  }

  /** N = 2, M = 9: torchvision's default, and the declared reading for zeng2024. */
  public static RandAugment standard() {
    return new RandAugment(2, 9);
  }

  @Override
  public Raster apply(Raster planes, int imagePlanes, SplittableRandom random) {
    Raster changed = planes;
    for (int i = 0; i < operations; i++) {
      Operation operation = Operation.ALL.get(random.nextInt(Operation.ALL.size()));
      double strength = strength(operation, planes.width(), planes.height());
      boolean negative = operation.signed && random.nextBoolean();
      changed = apply(operation, negative ? -strength : strength, changed, imagePlanes);
    }
    return changed;
  }

  /** The strength of an operation at this bin. */
  double strength(Operation operation, int width, int height) {
    return switch (operation) {
      case SHEAR_X, SHEAR_Y -> between(0, .3f);
      case TRANSLATE_X -> between(0, (float) (150.0 / 331 * width));
      case TRANSLATE_Y -> between(0, (float) (150.0 / 331 * height));
      case ROTATE -> between(0, 30);
      case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> between(0, .9f);
      case POSTERIZE -> 8 - StrictMath.rint(bin / ((BINS - 1) / 4.0));
      case SOLARIZE -> between(255, 0);
      case IDENTITY, AUTO_CONTRAST, EQUALIZE -> 0;
    };
  }

  /** The bin's place on an even scale, in single precision, counted from the nearer end. */
  private float between(float first, float last) {
    float step = (last - first) / (BINS - 1);
    return bin < BINS / 2 ? first + step * bin : last - step * (BINS - 1 - bin);
  }

  /** Applies one operation. */
  static Raster apply(Operation operation, double strength, Raster image, int imagePlanes) {
    double half = operation == Operation.SHEAR_X ? image.height() / 2.0 : image.width() / 2.0;
    double angle = StrictMath.toRadians(strength);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return switch (operation) {
      case IDENTITY -> image;
      case SHEAR_X -> moved(image, imagePlanes, 1, strength, strength * half, 0, 1, 0);
      case SHEAR_Y -> moved(image, imagePlanes, 1, 0, 0, strength, 1, strength * half);
      case TRANSLATE_X -> moved(image, imagePlanes, 1, 0, -(int) strength, 0, 1, 0);
      case TRANSLATE_Y -> moved(image, imagePlanes, 1, 0, 0, 0, 1, -(int) strength);
      case ROTATE -> moved(image, imagePlanes, cos, -sin, 0, sin, cos, 0);
      default -> {
        Raster colours = Photometric.apply(operation, strength, image.slice(0, imagePlanes));
        yield imagePlanes == image.channels()
            ? colours
            : Raster.stack(colours, image.slice(imagePlanes, image.channels()));
      }
    };
  }

  private static Raster moved(Raster image, int imagePlanes, double... map) {
    return Warp.of(image, map, imagePlanes, false, Warp.Outside.BLACK);
  }
}
