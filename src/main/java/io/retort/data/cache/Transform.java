package io.retort.data.cache;

import io.retort.data.image.HairRemoval;
import io.retort.data.image.Raster;
import io.retort.data.image.Resize;
import io.retort.data.image.ShadowRemoval;

/**
 * What is done to every image once, before it is cached, in this order: crop, clean, resize.
 *
 * @param side height and width afterwards
 * @param centreSquare whether the largest centred square is cut out; otherwise the whole image is
 *     squeezed into a square
 * @param hairRemoval whether hairs are painted over: {@link HairRemoval}
 * @param shadowRemoval whether uneven lighting is evened out: {@link ShadowRemoval}
 * @param masks whether the mask follows as a last plane of 0 and 255
 */
public record Transform(
    int side, boolean centreSquare, boolean hairRemoval, boolean shadowRemoval, boolean masks) {
  private static final int LARGEST = 4096;

  /** Checks the size. */
  public Transform {
    if (side < 1 || side > LARGEST) {
      throw new IllegalArgumentException("side [%d] must be 1 to %d".formatted(side, LARGEST));
    }
  }

  /** Resizing only. */
  public static Transform resize(int side) {
    return new Transform(side, false, false, false, false);
  }

  /** The same with masks. */
  public Transform withMasks() {
    return new Transform(side, centreSquare, hairRemoval, shadowRemoval, true);
  }

  /** The same with uneven lighting removed. */
  public Transform withoutShadows() {
    return new Transform(side, centreSquare, hairRemoval, true, masks);
  }

  /** The same with hairs and uneven lighting removed. */
  public Transform cleaned() {
    return new Transform(side, centreSquare, true, true, masks);
  }

  Raster image(Raster image) {
    Raster cut = centreSquare ? image.centreSquare() : image;
    Raster bald = hairRemoval ? HairRemoval.of(cut) : cut;
    Raster even = shadowRemoval ? ShadowRemoval.of(bald) : bald;
    return Resize.to(even, side, side);
  }

  Raster mask(Raster mask) {
    return Resize.to(centreSquare ? mask.centreSquare() : mask, side, side).binary();
  }
}
