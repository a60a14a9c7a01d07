package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("zeng2024")
@Feature("ablation")
@DisplayName("zeng2024: the parts of two stages (seventh table)")
class AblationIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "zeng2024/ablation";
  }
}
