package io.retort.paper.zeng2024;

import ai.djl.ndarray.NDArray;
import io.retort.training.Batch;
import io.retort.training.Cohort;
import io.retort.training.JointObjective;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The student's loss by one of the methods.
 *
 * @param mgdAlpha weight of MGD's squared error
 * @param classWeights of the train part, 1 / share; empty in the recipe, as the data has them
 */
record Teaching(Method method, Lesson.Taps maps, double mgdAlpha, List<Float> classWeights)
    implements JointObjective {
  /** Copies the weights. */
  Teaching {
    classWeights = List.copyOf(classWeights);
  }

  /** The same with the weights of the classes, 1 / their share of the labels. */
  Teaching weighing(int[] labels, int classes) {
    long[] counts = new long[classes];
    for (int label : labels) {
      counts[label]++;
    }
    List<Float> weights = new ArrayList<>();
    for (long count : counts) {
      weights.add((float) labels.length / Math.max(1, count));
    }
    return new Teaching(method, maps, mgdAlpha, weights);
  }

  @Override
  public List<String> taps(String member) {
    return member.equals(Lesson.TEACHER)
        ? List.of(maps.teacher())
        : Stream.concat(Candidate.SHALLOW_TAPS.stream(), Stream.of(maps.student())).toList();
  }

  @Override
  public NDArray loss(Cohort.Pass pass, Batch batch, double progress) {
    float[] weights = new float[classWeights.size()];
    for (int c = 0; c < weights.length; c++) {
      weights[c] = classWeights.get(c);
    }
    NDArray ofClasses = batch.images().getManager().create(weights);
    Lesson lesson = new Lesson(pass, batch, ofClasses, maps, mgdAlpha);
    return method.hard(lesson).add(method.term(lesson));
  }
}
