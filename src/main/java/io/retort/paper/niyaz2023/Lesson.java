package io.retort.paper.niyaz2023;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import io.retort.loss.FeatureDistillation;
import io.retort.loss.Segmentation;
import io.retort.training.Batch;
import io.retort.training.Cohort;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What a method's term sees of a step; nothing of the teacher's carries a gradient.
 *
 * @param all taps of all stages, of teacher and student alike
 * @param last tap of the map that methods of one map compare
 * @param batchSize items of a full batch
 */
record Lesson(Cohort.Pass pass, Batch batch, List<String> all, String last, int batchSize) {
  static final String STUDENT = "student";

  NDArray student(String tap) {
    return pass.map(STUDENT, tap);
  }

  NDArray teacher(String tap) {
    return pass.map(StyleObjective.TEACHER, tap).stopGradient();
  }

  NDArray studentsLogits() {
    return pass.logits(STUDENT);
  }

  NDArray teachersLogits() {
    return pass.logits(StyleObjective.TEACHER).stopGradient();
  }

  NDArray through(String beside, NDArray map) {
    return pass.through(beside, map);
  }

  NDArray tensor(String beside, String name) {
    return pass.tensor(beside, name);
  }

  /** What the teacher's classifier makes of the student's map. */
  NDArray classified(NDArray map) {
    return pass.classified(StyleObjective.TEACHER, map);
  }

  /** The sum of a term over all stages. */
  NDArray overAll(Function<String, NDArray> term) {
    return all.stream()
        .map(term)
        .reduce(NDArray::add)
        .orElseThrow(() -> new IllegalStateException("networks must have stages"));
  }

  /**
   * The sum of a term over each two stages that follow each other, the student's and the teacher's.
   */
  NDArray overPairs(BiFunction<NDList, NDList, NDArray> term) {
    return IntStream.range(1, all.size())
        .mapToObj(i -> term.apply(two(this::student, i), two(this::teacher, i)))
        .reduce(NDArray::add)
        .orElseThrow(() -> new IllegalStateException("networks must have two stages"));
  }

  private NDList two(Function<String, NDArray> map, int second) {
    return new NDList(map.apply(all.get(second - 1)), map.apply(all.get(second)));
  }

  /** The mask as coarse as a map. */
  NDArray coarse(NDArray map) {
    return Segmentation.coarse(batch.truth(), map.getShape().get(2));
  }

  long items() {
    return batch.images().getShape().get(0);
  }

  /**
   * SemCKD's query or key of a map, rows of length 1. It wants full batches; of a smaller one the
   * missing similarities are 0.
   */
  NDArray embedded(String beside, NDArray map) {
    NDArray rows = FeatureDistillation.similarityRows(map);
    long missing = batchSize - items();
    if (missing > 0) {
      NDArray zeros = rows.getManager().zeros(new Shape(items(), missing));
      rows = NDArrays.concat(new NDList(rows, zeros), 1);
    }
    NDArray columns = rows.reshape(items(), batchSize, 1, 1);
    return FeatureDistillation.unitRows(through(beside, columns).reshape(items(), -1));
  }
}
