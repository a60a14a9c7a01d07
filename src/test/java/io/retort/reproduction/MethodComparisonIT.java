package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("zeng2024")
@Feature("method-comparison")
@DisplayName("zeng2024: seven methods by three teachers (second table)")
class MethodComparisonIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "zeng2024/method-comparison";
  }
}
