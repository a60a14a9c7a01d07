package io.retort.paper.khan2022;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.List;

/** DSNet at T = 10 with several batch sizes: Section 4.2, Table 6. */
public final class BatchSizes implements MelanomaExperiment {
  /** Table 6; at 128 the paper ran out of memory. */
  private static final List<Integer> SIZES = List.of(18, 32, 64, 96, 128);

  /** Fewer points of the same path. */
  private static final List<Integer> SMOKE_SIZES = List.of(18, 64);

  @Override
  public String id() {
    return "khan2022/batch-size";
  }

  @Override
  public String question() {
    return "Which batch size serves DSNet best?";
  }

  @Override
  public String source() {
    return "Section 4.2, Table 6";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(TEACHER));
    for (int size : scale == Scale.SMOKE ? SMOKE_SIZES : SIZES) {
      conditions.add(Condition.of(Student.DSNET.id(), BATCH, size));
    }
    return conditions;
  }

  @Override
  public Figure figure() {
    return new Figure.Lines(
        "Test accuracy of DSNet over the batch size",
        BATCH,
        Figure.Axis.LOGARITHMIC,
        "images a batch, the number of epochs being the same",
        "test accuracy",
        List.of(Figure.Series.of(Student.DSNET.id(), ACCURACY)),
        List.of(TEACHER),
        List.of(AUC));
  }
}
