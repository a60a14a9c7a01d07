package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("davidi2024")
@Feature("alpha-fine")
@DisplayName("davidi2024: finer weights (Table 3)")
class AlphaFineIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "davidi2024/alpha-fine";
  }
}
