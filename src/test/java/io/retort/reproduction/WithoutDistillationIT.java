package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("khan2022")
@Feature("without-distillation")
@DisplayName("khan2022: with and without a teacher (control)")
class WithoutDistillationIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "khan2022/without-distillation";
  }
}
