package io.retort.data.sets;

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
}
