package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("vanmolle2021")
@Feature("cifar-grey-to-color-annealing")
@DisplayName("vanmolle2021: CIFAR-10 from grey to colour, annealed alpha (Figure 6)")
class CifarGreyToColorAnnealingIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "vanmolle2021/cifar-grey-to-color-annealing";
  }
}
