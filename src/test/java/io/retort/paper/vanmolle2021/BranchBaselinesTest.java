package io.retort.paper.vanmolle2021;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.retort.claim.BaselineRow;
import io.retort.claim.ReferenceResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The default student of selective distillation is branched at half time, the student of a constant
 * alpha is trained in one go: the same training, recorded by two experiments.
 */
class BranchBaselinesTest {
  @ParameterizedTest
  @ValueSource(strings = {"smoke", "reduced"})
  void theBranchedDefaultStudentIsRecordedWithTheAccuraciesOfTheConstantAlpha(String scale)
      throws IOException {
    Map<Long, Double> branched = recorded(scale, "vanmolle2021/selective-distillation", "student");
    assertFalse(branched.isEmpty());
    assertEquals(
        recorded(scale, "vanmolle2021/cifar-grey-to-color-annealing", "student, range=0.6->0.6"),
        branched);
  }

  private static Map<Long, Double> recorded(String scale, String experiment, String condition)
      throws IOException {
    Map<Long, Double> bySeed = new TreeMap<>();
    for (BaselineRow row :
        new ReferenceResults(Path.of("reference-results")).baselines("vanmolle2021", scale)) {
      if (row.experiment().equals(experiment)
          && row.condition().equals(condition)
          && row.metric().equals("accuracy")) {
        bySeed.put(row.seed(), row.value());
      }
    }
    return bySeed;
  }
}
