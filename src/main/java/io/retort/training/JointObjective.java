package io.retort.training;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What networks that are trained together minimise; part of the result's key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public interface JointObjective {
  /** The maps of a member that the loss looks at. */
  List<String> taps(String member);

  /**
   * The sum of the members' losses: a float32 scalar. What must not teach its giver is cut off by
   * {@link NDArray#stopGradient()}.
   *
   * @param pass what the members say of the batch's images
   * @param progress share of the training that is done: 0 in the first step, 1 in the last
   */
  NDArray loss(Cohort.Pass pass, Batch batch, double progress);
}
