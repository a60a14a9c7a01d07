package io.retort.paper.niyaz2023;

import static io.retort.loss.Distillation.scaled;

import ai.djl.ndarray.NDArray;
import io.retort.experiment.Figure;
import io.retort.loss.Distillation;
import io.retort.loss.LogitDistillation;
import io.retort.loss.Segmentation;
import io.retort.training.Batch;
import java.util.List;

/** What a network is to say of an image, and what it learns that by. */
enum Task {
  /** A class: cross-entropy, Equation (2). */
  CLASSIFICATION {
    @Override
    NDArray hard(NDArray logits, Batch batch) {
      return Distillation.hardCrossEntropy(logits, batch.labels(), 1);
    }

    @Override
    NDArray items(NDArray logits) {
      return logits;
    }
  },
  /** A mask: focal and Dice loss, Equation (8). */
  SEGMENTATION {
    @Override
    NDArray hard(NDArray logits, Batch batch) {
      NDArray mask = batch.truth();
      return Segmentation.focal(logits, mask, FOCUS).add(Segmentation.dice(logits, mask));
    }

    @Override
    NDArray items(NDArray logits) {
      return Segmentation.twoClasses(logits);
    }
  };

  /** The focusing parameter tau of Equation (8), not printed; that of its source (Lin 2017). */
  private static final double FOCUS = 2;

  /** The temperature: "the temperature parameter T as 2", Section 4.2. */
  static final double TEMPERATURE = 2;

  /** The main metric, Section 4.4. */
  String metric() {
    return this == CLASSIFICATION ? "accuracy" : "iou";
  }

  /** The tables' figure, styles side by side. */
  Figure figure() {
    return this == CLASSIFICATION
        ? new Figure.Dots(
            "Test accuracy of teacher, students and their ensemble",
            List.of(new Figure.Panel("accuracy", "test accuracy", Figure.Axis.LINEAR)),
            List.of("precision", "recall"),
            Variant.STYLE)
        : new Figure.Dots(
            "Overlap with the true masks, of teacher, students and their ensemble",
            List.of(new Figure.Panel("iou", "IoU with the true masks", Figure.Axis.LINEAR)),
            List.of("f"),
            Variant.STYLE);
  }

  /** Figures beside it: hard examples of masks. */
  List<Figure> further() {
    return this == CLASSIFICATION ? List.of() : List.of(MaskQuestions.HARD_EXAMPLES);
  }

  /** The loss by labels or masks: a scalar. */
  abstract NDArray hard(NDArray logits, Batch batch);

  /** Logits of what has a distribution: images or pixels, shape (items, classes). */
  abstract NDArray items(NDArray logits);

  /** The divergence of Equation (3), or the usual one. */
  NDArray divergence(NDArray student, NDArray giver, boolean usual) {
    NDArray own = items(student);
    NDArray other = items(giver);
    return usual
        ? LogitDistillation.klTeacherStudent(own, other, TEMPERATURE)
        : scaled(
            LogitDistillation.klStudentTeacher(own, other, TEMPERATURE),
            1 / (TEMPERATURE * TEMPERATURE));
  }
}
