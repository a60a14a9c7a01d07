package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("khan2022")
@Feature("temperature-sweep")
@DisplayName("khan2022: DSNet by temperature (Table 1, Figure 6)")
class TemperatureSweepIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "khan2022/temperature-sweep";
  }
}
