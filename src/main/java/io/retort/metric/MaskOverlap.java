package io.retort.metric;

/**
 * Overlap of two binary masks, counted over all pixels.
 *
 * @param both pixels set in both
 * @param either pixels set in at least one
 */
public record MaskOverlap(long both, long either) {

  /** Counts the overlap of masks of 0 and 1, of equal length. */
  public static MaskOverlap of(int[] mask, int[] predicted) {
    if (mask.length != predicted.length) {
      throw new IllegalArgumentException(
          "masks of [%d] and [%d] pixels must be equally large"
              .formatted(mask.length, predicted.length));
    }
    long both = 0;
    long either = 0;
    for (int i = 0; i < mask.length; i++) {
      both += mask[i] & predicted[i];
      either += mask[i] | predicted[i];
    }
    return new MaskOverlap(both, either);
  }

  /** This and the overlap of further pixels. */
  public MaskOverlap plus(MaskOverlap further) {
    return new MaskOverlap(both + further.both, either + further.either);
  }

  /** Intersection over union; 1 for two empty masks. */
  public double iou() {
    return either == 0 ? 1 : (double) both / either;
  }

  /** F1 (Dice); 1 for two empty masks. */
  public double f1() {
    return either == 0 ? 1 : 2.0 * both / (both + either);
  }
}
