package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("vanmolle2021")
@Feature("selective-distillation")
@DisplayName("vanmolle2021: selective distillation on CIFAR-10 (Figure 8)")
class SelectiveDistillationIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "vanmolle2021/selective-distillation";
  }
}
