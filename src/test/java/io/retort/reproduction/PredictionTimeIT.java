package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("khan2022")
@Feature("prediction-time")
@DisplayName("khan2022: seven students timed (Table 2)")
class PredictionTimeIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "khan2022/prediction-time";
  }
}
