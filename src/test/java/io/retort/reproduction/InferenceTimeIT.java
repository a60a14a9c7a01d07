package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("zeng2024")
@Feature("inference-time")
@DisplayName("zeng2024: teacher and student timed (sixth table)")
class InferenceTimeIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "zeng2024/inference-time";
  }
}
