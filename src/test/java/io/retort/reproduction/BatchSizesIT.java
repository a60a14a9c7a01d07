package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("khan2022")
@Feature("batch-size")
@DisplayName("khan2022: DSNet by batch size (Table 6)")
class BatchSizesIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "khan2022/batch-size";
  }
}
