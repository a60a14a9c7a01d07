package io.retort.paper.niyaz2023;

import io.retort.model.Projector;

/**
 * Widths of the maps that methods compare, from the first stage to the last.
 *
 * @param teacher channels of the teacher's stages
 * @param student channels of the student's
 * @param one the stage that methods of one map compare
 * @param batchSize items of a full batch
 */
record Maps(int[] teacher, int[] student, int one, int batchSize) {
  int stages() {
    return teacher.length;
  }

  /** From the student's map to the teacher's, of the stage that methods of one map compare. */
  Projector last(Projector.Kind kind) {
    return new Projector(kind, student[one], teacher[one]);
  }

  /** From one of the student's maps to one of the teacher's. */
  Projector pair(int from, int to) {
    return new Projector(Projector.Kind.REGRESSOR, student[from], teacher[to]);
  }

  /** From rows of similarities within a batch. */
  Projector rows(int factors) {
    return new Projector(Projector.Kind.EMBEDDING, batchSize, factors);
  }
}
