package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("davidi2024")
@Feature("logit-distillation")
@DisplayName("davidi2024: logit distillation (Table 2)")
class LogitDistillationIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "davidi2024/logit-distillation";
  }
}
