package io.retort.data.augment;

import io.retort.data.image.Raster;
import java.util.function.IntUnaryOperator;

/**
 * RandAugment's operations on values, in torchvision's arithmetic: single precision, cut to bytes.
 */
final class Photometric {
  private Photometric() {}

  static Raster apply(RandAugment.Operation operation, double strength, Raster image) {
    double ratio = 1 + strength;
    return switch (operation) {
      case BRIGHTNESS -> towards(image, 0, ratio);
      case COLOR -> image.channels() == 1 ? image : blend(image, repeated(image), ratio);
      case CONTRAST -> towards(image, mean(grey(image)), ratio);
      case SHARPNESS -> blend(image, blurred(image), ratio);
      case POSTERIZE -> mapped(image, v -> v & -(1 << 8 - (int) strength));
      case SOLARIZE -> mapped(image, v -> v >= strength ? 255 - v : v);
      case AUTO_CONTRAST -> perPlane(image, Photometric::stretched);
      case EQUALIZE -> perPlane(image, Photometric::equalised);
      default -> throw new IllegalArgumentException(operation + " does not change values");
    };
  }

  private static Raster like(Raster image, byte[] planes) {
    return new Raster(image.channels(), image.height(), image.width(), planes);
  }

  private static int cut(float value) {
    return value <= 0 ? 0 : value >= 255 ? 255 : (int) value;
  }

  private static Raster blend(Raster image, byte[] other, double ratio) {
    byte[] blended = new byte[other.length];
    float share = (float) ratio;
    float rest = (float) (1 - ratio);
    for (int i = 0; i < blended.length; i++) {
      blended[i] = (byte) cut(share * (image.planes()[i] & 0xff) + rest * (other[i] & 0xff));
    }
    return like(image, blended);
  }

  private static Raster towards(Raster image, float value, double ratio) {
    float share = (float) ratio;
    float rest = (float) (1 - ratio) * value;
    return mapped(image, v -> cut(share * v + rest));
  }

  /** Luminance of red, green and blue; of other numbers of planes their mean. */
  private static byte[] grey(Raster image) {
    int area = image.area();
    byte[] grey = new byte[area];
    for (int p = 0; p < area; p++) {
      float sum = 0;
      for (int c = 0; c < image.channels(); c++) {
        float weight =
            image.channels() != 3
                ? 1f / image.channels()
                : c == 0 ? .2989f : c == 1 ? .587f : .114f;
        sum += weight * (image.planes()[c * area + p] & 0xff);
      }
      grey[p] = (byte) sum;
    }
    return grey;
  }

  private static byte[] repeated(Raster image) {
    byte[] grey = grey(image);
    byte[] all = new byte[image.planes().length];
    for (int c = 0; c < image.channels(); c++) {
      System.arraycopy(grey, 0, all, c * grey.length, grey.length);
    }
    return all;
  }

  private static float mean(byte[] values) {
    long sum = 0;
    for (byte value : values) {
      sum += value & 0xff;
    }
    return (float) ((double) sum / values.length);
  }

  /** Each inner pixel as the weighted mean of its 3 x 3 neighbourhood, its own weight 5 of 13. */
  private static byte[] blurred(Raster image) {
    byte[] from = image.planes();
    byte[] blurred = from.clone();
    int width = image.width();
    for (int c = 0; c < image.channels(); c++) {
      for (int y = 1; y < image.height() - 1; y++) {
        for (int x = 1; x < width - 1; x++) {
          int at = (c * image.height() + y) * width + x;
          int sum = 4 * (from[at] & 0xff);
          for (int row = at - width; row <= at + width; row += width) {
            sum += (from[row - 1] & 0xff) + (from[row] & 0xff) + (from[row + 1] & 0xff);
          }
          blurred[at] = (byte) ((2 * sum + 13) / 26); // rounded; 13 is odd, so there are no ties
        }
      }
    }
    return blurred;
  }

  private static Raster mapped(Raster image, IntUnaryOperator each) {
    byte[] planes = image.planes().clone();
    map(planes, 0, planes.length, each);
    return like(image, planes);
  }

  /** Changes values by a table, as there are far fewer of them than pixels. */
  private static void map(byte[] planes, int from, int to, IntUnaryOperator each) {
    byte[] table = new byte[256];
    for (int v = 0; v < table.length; v++) {
      table[v] = (byte) each.applyAsInt(v);
    }
    for (int p = from; p < to; p++) {
      planes[p] = table[planes[p] & 0xff];
    }
  }

  /** Makes a plane's new values from its histogram. */
  private interface Lookup {
    IntUnaryOperator of(int[] histogram);
  }

  private static Raster perPlane(Raster image, Lookup lookup) {
    byte[] planes = image.planes().clone();
    for (int c = 0; c < image.channels(); c++) {
      int[] histogram = new int[256];
      for (int p = c * image.area(); p < (c + 1) * image.area(); p++) {
        histogram[planes[p] & 0xff]++;
      }
      map(planes, c * image.area(), (c + 1) * image.area(), lookup.of(histogram));
    }
    return like(image, planes);
  }

  /** From the smallest and the largest value to 0 and 255. */
  private static IntUnaryOperator stretched(int[] histogram) {
    int low = 0;
    while (histogram[low] == 0) {
      low++;
    }
    int high = 255;
    while (histogram[high] == 0) {
      high--;
    }
    if (low == high) {
      return v -> v;
    }
    int smallest = low;
    float scale = 255f / (high - low);
    return v -> cut((v - smallest) * scale);
  }

  private static IntUnaryOperator equalised(int[] histogram) {
    int last = 255;
    while (histogram[last] == 0) {
      last--;
    }
    int sum = 0;
    for (int count : histogram) {
      sum += count;
    }
    int step = (sum - histogram[last]) / 255;
    if (step == 0) {
      return v -> v;
    }
    int[] table = new int[256];
    int below = 0;
    for (int v = 1; v < 256; v++) {
      below += histogram[v - 1];
      table[v] = Math.min(255, (below + step / 2) / step);
    }
    return v -> table[v];
  }
}
