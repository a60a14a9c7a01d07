package io.retort.training;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Items of one step, or a whole set that steps draw from.
 *
 * @param images shape (N, C, H, W), float32
 * @param labels classes, shape (N), int64
 * @param teacherLogits shape (N, classes), float32; absent where no teacher is used
 */
public record Batch(NDArray images, NDArray labels, @Nullable NDArray teacherLogits) {
  /** The teacher's logits. */
  public NDArray teacher() {
    if (teacherLogits == null) {
      throw new IllegalStateException("this objective needs a teacher's logits");
    }
    return teacherLogits;
  }
}
