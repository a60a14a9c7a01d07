package io.retort.data.cache;

import io.retort.data.image.Raster;
import io.retort.data.sets.Listing;
import java.nio.ByteBuffer;

/**
 * Images of one size, decoded, as a memory-mapped tensor of unsigned bytes of shape (items,
 * channels, side, side). Any number of threads may read.
 */
public final class ImageTensor {
  private final Listing listing;
  private final String fingerprint;
  private final int channels;
  private final int imageChannels;
  private final int side;
  private final ByteBuffer[] segments;
  private final int perSegment;
  private final int[] slots;

  ImageTensor(
      Listing listing,
      String fingerprint,
      int channels,
      int imageChannels,
      int side,
      ByteBuffer[] segments,
      int perSegment,
      int[] slots) {
    this.listing = listing;
    this.fingerprint = fingerprint;
    this.channels = channels;
    this.imageChannels = imageChannels;
    this.side = side;
    this.segments = segments;
    this.perSegment = perSegment;
    this.slots = slots;
  }

  /** The rows that could be decoded, in the tensor's order, and what was missing or broken. */
  public Listing listing() {
    return listing;
  }

  /**
   * Fingerprint of exactly the rows that are in: ids, labels, groups, parts and contents of the
   * files. What the transform makes of them is the recipe's matter.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /** Number of items. */
  public int count() {
    return slots.length;
  }

  /** Planes per item, masks included. */
  public int channels() {
    return channels;
  }

  /** Planes per item that are image; the rest is mask. */
  public int imageChannels() {
    return imageChannels;
  }

  /** Height and width. */
  public int side() {
    return side;
  }

  /** Bytes of an item. */
  public int itemSize() {
    return channels * side * side;
  }

  /** An item's planes. */
  public Raster raster(int item) {
    byte[] planes = new byte[itemSize()];
    read(item, planes, 0);
    return new Raster(channels, side, side, planes);
  }

  /** Copies an item's planes. */
  public void read(int item, byte[] to, int offset) {
    int slot = slots[item];
    segments[slot / perSegment].get(slot % perSegment * itemSize(), to, offset, itemSize());
  }
}
