package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("zeng2024")
@Feature("per-class")
@DisplayName("zeng2024: class by class (fourth table)")
class ZengPerClassIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "zeng2024/per-class";
  }
}
