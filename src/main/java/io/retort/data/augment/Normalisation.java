package io.retort.data.augment;

import io.retort.data.cache.ImageTensor;
import java.util.Arrays;

/**
 * What maps a channel's share of full intensity x to (x - mean) / deviation.
 *
 * @param mean one per channel, 0 to 1
 * @param deviation one per channel, > 0
 */
public record Normalisation(float[] mean, float[] deviation) {
  /** Checks lengths and signs. */
  public Normalisation {
    mean = mean.clone();
    deviation = deviation.clone();
    if (mean.length != deviation.length || mean.length == 0) {
      throw new IllegalArgumentException(
          "[%d] means and [%d] deviations must be as many, and at least one"
              .formatted(mean.length, deviation.length));
    }
    for (float d : deviation) {
      if (!(d > 0)) {
        throw new IllegalArgumentException("deviation [%s] must be > 0".formatted(d));
      }
    }
  }

  /** That of networks trained on ImageNet. */
  public static Normalisation imageNet() {
    return new Normalisation(new float[] {.485f, .456f, .406f}, new float[] {.229f, .224f, .225f});
  }

  /** Shares of full intensity, 0 to 1, as they are. */
  public static Normalisation none(int channels) {
    float[] ones = new float[channels];
    Arrays.fill(ones, 1);
    return new Normalisation(new float[channels], ones);
  }

  /** Mean and standard deviation of the pixels of some items, usually the training part. */
  public static Normalisation of(ImageTensor tensor, int[] items) {
    int channels = tensor.imageChannels();
    int area = tensor.side() * tensor.side();
    long[] sum = new long[channels];
    long[] squares = new long[channels];
    byte[] planes = new byte[tensor.itemSize()];
    for (int item : items) {
      tensor.read(item, planes, 0);
      for (int c = 0; c < channels; c++) {
        for (int p = c * area; p < (c + 1) * area; p++) {
          int value = planes[p] & 0xff;
          sum[c] += value;
          squares[c] += (long) value * value;
        }
      }
    }
    float[] mean = new float[channels];
    float[] deviation = new float[channels];
    double pixels = (double) items.length * area;
    for (int c = 0; c < channels; c++) {
      double m = sum[c] / pixels;
      mean[c] = (float) (m / 255);
      deviation[c] =
          (float) Math.max(1e-6, Math.sqrt(Math.max(0, squares[c] / pixels - m * m)) / 255);
    }
    return new Normalisation(mean, deviation);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Normalisation n
        && Arrays.equals(mean, n.mean)
        && Arrays.equals(deviation, n.deviation);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
  }

  @Override
  public String toString() {
    return "mean " + Arrays.toString(mean) + ", deviation " + Arrays.toString(deviation);
  }
}
