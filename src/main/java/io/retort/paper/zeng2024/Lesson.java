package io.retort.paper.zeng2024;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.retort.training.Batch;
import io.retort.training.Cohort;

/**
 * What a method's term sees of a step; nothing of the teacher's carries a gradient, but where it
 * learns, too.
 *
 * @param taps of the last maps
 * @param mgdAlpha weight of MGD's squared error, as large a share of the loss as at published size
 */
record Lesson(Cohort.Pass pass, Batch batch, NDArray classWeights, Taps taps, double mgdAlpha) {
  /** Names of the last maps, which the classifiers average. */
  record Taps(String teacher, String student) {}

  static final String TEACHER = "teacher";
  static final String STUDENT = "student";

  /** The student's last map. */
  NDArray student() {
    return pass.map(STUDENT, taps.student());
  }

  /** Another map of the student's. */
  NDArray student(String tap) {
    return pass.map(STUDENT, tap);
  }

  /** The teacher's last map. */
  NDArray teacher() {
    return pass.map(TEACHER, taps.teacher()).stopGradient();
  }

  /** The teacher's last map, which is to learn. */
  NDArray learningTeacher() {
    return pass.map(TEACHER, taps.teacher());
  }

  NDArray studentsLogits() {
    return pass.logits(STUDENT);
  }

  NDArray teachersLogits() {
    return pass.logits(TEACHER).stopGradient();
  }

  /** The teacher's logits, which are to learn. */
  NDArray learningTeachersLogits() {
    return pass.logits(TEACHER);
  }

  NDArray through(String beside, NDArray map) {
    return pass.through(beside, map);
  }

  /** The same of the batch's images turned by a quarter, a half or three quarters, drawn. */
  Lesson turned() {
    int quarters =
        (int)
            batch
                .images()
                .getManager()
                .randomInteger(1, 4, new Shape(1), DataType.INT64)
                .getLong(0);
    NDArray images = batch.images().rotate90(quarters, new int[] {2, 3});
    return new Lesson(pass.again(images), batch, classWeights, taps, mgdAlpha);
  }

  /** A map's mean over height and width, shape (N, C). */
  static NDArray pooled(NDArray map) {
    Shape shape = map.getShape();
    return map.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
  }

  /** Whole channels of a map left out, each with a probability: shape (N, C, 1, 1). */
  static NDArray masked(NDArray map, double probability) {
    Shape shape = map.getShape();
    NDArray stays =
        map.getManager()
            .randomUniform(0, 1, new Shape(shape.get(0), shape.get(1), 1, 1))
            .gte(probability)
            .toType(map.getDataType(), false);
    return map.mul(stays);
  }
}
