package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("niyaz2023")
@Feature("lgg-segmentation")
@DisplayName("niyaz2023: gliomas (Tables 2, 4 and 9)")
class LggSegmentationIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "niyaz2023/lgg-segmentation";
  }
}
