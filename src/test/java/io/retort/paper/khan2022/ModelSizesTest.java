package io.retort.paper.khan2022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.ReferenceResults;
import io.retort.claim.ReferenceValue;
import io.retort.model.Network;
import io.retort.model.NetworkSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelSizesTest {
  /** Table 2 rounds: its 0.26 million of DSNet stands for 268,898 (Section 3.1). */
  private static final double TOLERANCE = 0.05;

  @Test
  void networksHaveTheParametersThatArePrintedForTheirNames() throws IOException {
    ModelSizes sizes = new ModelSizes();
    Set<String> seen = new HashSet<>();
    for (ReferenceValue printed :
        new ReferenceResults(Path.of("reference-results")).values("khan2022").values()) {
      if (!printed.experiment().equals(sizes.id())) {
        continue;
      }
      for (var entry : sizes.networks().entrySet()) {
        if (entry.getKey().toString().equals(printed.condition())) {
          Network network = entry.getValue();
          double ours = NetworkSize.of(network).trainable();
          assertEquals(
              printed.value(),
              ours,
              TOLERANCE * printed.value(),
              printed.condition() + ", " + printed.source());
          seen.add(printed.condition());
        }
      }
    }
    assertTrue(
        seen.containsAll(Set.of("dsnet", "mobilenet", "vgg16", "resnet50")), seen.toString());
  }
}
