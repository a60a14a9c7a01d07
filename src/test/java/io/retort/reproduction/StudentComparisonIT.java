package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("khan2022")
@Feature("students")
@DisplayName("khan2022: seven students of one teacher (Tables 2 to 5)")
class StudentComparisonIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "khan2022/students";
  }
}
