package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import io.retort.reproduction.Reproduction.Named;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Epic("vanmolle2021")
@Feature("skin-sensor-upgrade")
@DisplayName("vanmolle2021: skin lesions, white light to five bands (Figure 9)")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SkinSensorUpgradeIT {
  private Reproduction reproduction;

  @BeforeAll
  void train() throws IOException {
    reproduction = Reproduction.of("vanmolle2021/skin-sensor-upgrade");
  }

  Stream<Named> claims() {
    return reproduction.claims();
  }

  Stream<Named> gated() {
    return reproduction.gated();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("claims")
  void claim(Named claim) throws IOException {
    reproduction.assertClaim(claim.verdict());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("gated")
  void gate(Named metric) throws IOException {
    reproduction.assertGate(metric.verdict());
  }
}
