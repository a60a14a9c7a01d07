package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("vanmolle2021")
@Feature("two-color-mnist-annealing")
@DisplayName("vanmolle2021: 2cMNIST, annealed alpha (Figure 7)")
class TwoColorMnistAnnealingIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "vanmolle2021/two-color-mnist-annealing";
  }
}
