package io.retort.paper.niyaz2023;

import static io.retort.loss.Distillation.scaled;

import ai.djl.ndarray.NDArray;
import io.retort.training.Batch;
import io.retort.training.Cohort;
import io.retort.training.JointObjective;
import java.util.List;

/**
 * A student's loss by one of the methods of Table 10.
 *
 * @param all taps of all stages, of teacher and student alike
 * @param last tap of the map that methods of one map compare
 * @param batchSize items of a full batch
 */
record MethodObjective(Task task, Method method, List<String> all, String last, int batchSize)
    implements JointObjective {
  @Override
  public List<String> taps(String member) {
    return all;
  }

  @Override
  public NDArray loss(Cohort.Pass pass, Batch batch, double progress) {
    NDArray hard = scaled(task.hard(pass.logits(Lesson.STUDENT), batch), method.hardWeight());
    return hard.add(method.term(new Lesson(pass, batch, all, last, batchSize)));
  }
}
