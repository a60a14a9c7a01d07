package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("niyaz2023")
@Feature("ham10000-classification")
@DisplayName("niyaz2023: diagnoses of HAM10000 (Tables 13 and 14)")
class HamClassificationIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "niyaz2023/ham10000-classification";
  }
}
