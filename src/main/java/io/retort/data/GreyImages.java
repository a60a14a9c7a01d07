package io.retort.data;

import io.retort.provenance.Fingerprint;
import java.util.stream.IntStream;

/**
 * Grey images of one size with their classes.
 *
 * @param pixels 0 to 255, image after image, row after row
 * @param labels classes, one per image
 */
public record GreyImages(byte[] pixels, byte[] labels, int height, int width) {

  /** Checks that pixels and labels fit. */
  public GreyImages {
    if ((long) labels.length * height * width != pixels.length) {
      throw new IllegalArgumentException(
          "[%d] pixels must be %d images of %d x %d"
              .formatted(pixels.length, labels.length, height, width));
    }
  }

  /** Number of images. */
  public int count() {
    return labels.length;
  }

  /** The class of every image. */
  public int[] classes() {
    return IntStream.range(0, labels.length).map(i -> labels[i] & 0xff).toArray();
  }

  /** Fingerprint of pixels and labels. */
  public String fingerprint() {
    return Fingerprint.start().add(height + "x" + width).add(pixels).add(labels).hex();
  }
}
