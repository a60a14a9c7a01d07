package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("niyaz2023")
@Feature("histopathology-classification")
@DisplayName("niyaz2023: metastatic tissue (Tables 2, 3 and 8)")
class HistopathologyClassificationIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "niyaz2023/histopathology-classification";
  }
}
