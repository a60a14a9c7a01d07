package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("niyaz2023")
@Feature("fidelity")
@DisplayName("niyaz2023: fidelity (Tables 11 and 12)")
class FidelityIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "niyaz2023/fidelity";
  }
}
