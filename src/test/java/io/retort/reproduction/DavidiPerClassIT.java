package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("davidi2024")
@Feature("per-class")
@DisplayName("davidi2024: class by class (Figures 9 to 11)")
class DavidiPerClassIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "davidi2024/per-class";
  }
}
