package io.retort.paper.davidi2024;

import ai.djl.ndarray.NDArray;
import io.retort.loss.LogitDistillation;

/** What L_KD is, of logits of shape (N, C): Sections 4.2.1 and 4.2.2. No temperature is printed. */
enum Divergence {
  /** Figure 5 as printed: D_KL(P || Q), P the student's distribution, Q the teacher's. */
  KL_STUDENT_TEACHER {
    @Override
    NDArray of(NDArray student, NDArray teacher) {
      return LogitDistillation.klStudentTeacher(student, teacher, 1);
    }
  },
  /** The usual direction. */
  KL_TEACHER_STUDENT {
    @Override
    NDArray of(NDArray student, NDArray teacher) {
      return LogitDistillation.klTeacherStudent(student, teacher, 1);
    }
  },
  /** Figure 6: "the weightings of these two components (beta, gamma) are initialized to 1". */
  DIST {
    @Override
    NDArray of(NDArray student, NDArray teacher) {
      return LogitDistillation.dist(student, teacher, 1, 1, 1);
    }
  };

  /** The loss of a batch: a scalar. */
  abstract NDArray of(NDArray student, NDArray teacher);
}
