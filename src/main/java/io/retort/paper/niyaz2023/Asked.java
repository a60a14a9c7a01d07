package io.retort.paper.niyaz2023;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.training.Cohort;
import io.retort.training.ServedItems;

/**
 * A trained cohort that answers questions.
 *
 * @param reuses the tap of the student's map that goes through the teacher's classifier (SimKD);
 *     empty where networks answer by themselves
 */
record Asked(Cohort cohort, String reuses) {
  /** Networks that answer by themselves. */
  static Asked of(Cohort cohort) {
    return new Asked(cohort, "");
  }

  /** Logits of all items as numbers, item by item. */
  float[] logits(String member, ServedItems items) {
    try (NDManager scope = cohort.manager().newSubManager();
        NDArray logits = rows(scope, member, items)) {
      return logits.toFloatArray();
    }
  }

  private NDArray rows(NDManager scope, String member, ServedItems items) {
    return reuses.isEmpty() || !member.equals(Lesson.STUDENT)
        ? cohort.learner(member).allLogits(scope, items)
        : cohort.reusing(scope, items, member, reuses, Method.SIMKD.id(), StyleObjective.TEACHER);
  }
}
