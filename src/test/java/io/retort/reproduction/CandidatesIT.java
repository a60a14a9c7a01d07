package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("zeng2024")
@Feature("candidates")
@DisplayName("zeng2024: seven networks by themselves (first table)")
class CandidatesIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "zeng2024/candidates";
  }
}
