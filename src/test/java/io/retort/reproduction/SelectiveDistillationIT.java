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
@Feature("selective-distillation")
@DisplayName("vanmolle2021: selective distillation on CIFAR-10 (Figure 8)")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectiveDistillationIT {
  private Reproduction reproduction;

  @BeforeAll
  void train() throws IOException {
    reproduction = Reproduction.of("vanmolle2021/selective-distillation");
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
