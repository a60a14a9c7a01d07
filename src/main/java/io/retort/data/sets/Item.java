package io.retort.data.sets;

import io.retort.data.DataException;
import io.retort.data.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * One row of a data set.
 *
 * @param id the publisher's name of the image
 * @param label class, as an index of the listing's classes
 * @param group what must not be torn apart by a split, such as lesion or patient; the id where
 *     nothing is known
 * @param part the publisher's own part, such as {@code train}; empty where there is none
 * @param image absent where the file is missing
 * @param mask absent where there is none
 */
public record Item(
    String id,
    int label,
    String group,
    String part,
    @Nullable Picture image,
    @Nullable Picture mask) {
  /** Whether a group is known: otherwise the row stands for itself. */
  public boolean isGrouped() {
    return !group.equals(id);
  }

  /**
   * Insists that a mask is of its image's size.
   *
   * @throws DataException when it is not
   */
  public void checkSizes(Raster decodedImage, Raster decodedMask) {
    if (decodedMask.height() != decodedImage.height()
        || decodedMask.width() != decodedImage.width()) {
      throw new DataException(
          "%s: mask [%d x %d] must be of the image's size %d x %d"
              .formatted(
                  mask == null ? id : mask.name(),
                  decodedMask.height(),
                  decodedMask.width(),
                  decodedImage.height(),
                  decodedImage.width()));
    }
  }
}
