package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("niyaz2023")
@Feature("comparison")
@DisplayName("niyaz2023: other methods (Table 10)")
class ComparisonIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "niyaz2023/comparison";
  }
}
