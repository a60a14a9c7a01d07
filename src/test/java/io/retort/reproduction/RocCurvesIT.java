package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("khan2022")
@Feature("roc")
@DisplayName("khan2022: ROC curves of teacher and DSNet (Figure 7)")
class RocCurvesIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "khan2022/roc";
  }
}
