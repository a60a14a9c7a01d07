package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("vanmolle2021")
@Feature("skin-sensor-upgrade")
@DisplayName("vanmolle2021: skin lesions, white light to five bands (Figure 9)")
class SkinSensorUpgradeIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "vanmolle2021/skin-sensor-upgrade";
  }
}
