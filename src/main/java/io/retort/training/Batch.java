package io.retort.training;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Items of one step, or a whole set that steps draw from.
 *
 * @param images shape (N, C, H, W), float32
 * @param labels classes, shape (N), int64
 * @param teacherLogits shape (N, classes), float32; absent where no teacher is used
 * @param masks shape (N, 1, H, W), float32, 0 or 1; absent where the images have none
 */
public record Batch(
    NDArray images, NDArray labels, @Nullable NDArray teacherLogits, @Nullable NDArray masks) {
  /** Without masks. */
  public Batch(NDArray images, NDArray labels, @Nullable NDArray teacherLogits) {
    this(images, labels, teacherLogits, null);
  }

  /** The masks. */
  public NDArray truth() {
    if (masks == null) {
      throw new IllegalStateException("this objective needs images with masks");
    }
    return masks;
  }

  /** The teacher's logits. */
  public NDArray teacher() {
    if (teacherLogits == null) {
      throw new IllegalStateException("this objective needs a teacher's logits");
    }
    return teacherLogits;
  }
}
