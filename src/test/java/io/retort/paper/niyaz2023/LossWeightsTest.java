package io.retort.paper.niyaz2023;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.retort.claim.Condition;
import io.retort.claim.ReferenceResults;
import io.retort.claim.ReferenceValue;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LossWeightsTest {
  private static double of(LossWeights weights, String metric) {
    return switch (metric) {
      case "alpha" -> weights.alpha();
      case "beta" -> weights.beta();
      default -> weights.gamma();
    };
  }

  @Test
  void everyPrintedWeightIsTheOneThatIsTrainedWith() throws Exception {
    ReferenceResults reference = new ReferenceResults(Path.of("reference-results"));
    int compared = 0;
    for (ReferenceValue value : reference.values("niyaz2023").values()) {
      boolean isWeight = java.util.List.of("alpha", "beta", "gamma").contains(value.metric());
      if (isWeight && !value.experiment().endsWith("/fidelity")) {
        Condition condition = Condition.parse(value.condition());
        Variant variant = Variant.of(condition);
        LossWeights weights =
            LossWeights.of(
                value.experiment().substring("niyaz2023/".length()),
                variant.students(),
                variant.technique(),
                variant.style(),
                condition.role());
        assertEquals(value.value(), of(weights, value.metric()), 1e-12, value.id());
        compared++;
      }
    }
    assertEquals(6 * 12 * 2 * 3, compared, "six tables, twelve variants, two students");
  }

  @Test
  void weightsThatAreNotPrintedAreNamed() {
    IllegalArgumentException missing =
        assertThrows(
            IllegalArgumentException.class,
            () -> LossWeights.of("x", Backbone.RESNET18, Technique.ML, Style.V1, "s1"));
    assertEquals("weights of [x,resnet18,ml,v1,s1] must be in weights.csv", missing.getMessage());
  }
}
