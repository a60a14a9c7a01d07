package io.retort.reproduction;

import io.qameta.allure.Feature;
import io.retort.experiment.Experiment;
import io.retort.experiment.Settings;
import io.retort.reproduction.Reproduction.Named;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Feature("model-sizes")
@DisplayName("Sizes of the papers' networks")
@Tag("reproduction")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelSizesIT {
  private final List<Reproduction> reproductions = new ArrayList<>();

  @BeforeAll
  void count() throws IOException {
    for (Experiment experiment : Settings.fromSystem().selected()) {
      if (experiment.isDeterministic()) {
        reproductions.add(Reproduction.of(experiment.id()));
      }
    }
    Assumptions.assumeFalse(reproductions.isEmpty(), "retort.experiments selects none of these");
  }

  Stream<Arguments> claims() {
    return reproductions.stream()
        .flatMap(
            reproduction ->
                reproduction
                    .claims()
                    .map(claim -> Arguments.of(reproduction.paper(), claim, reproduction)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("claims")
  void claim(String paper, Named claim, Reproduction reproduction) throws IOException {
    reproduction.assertClaim(claim.verdict());
  }
}
