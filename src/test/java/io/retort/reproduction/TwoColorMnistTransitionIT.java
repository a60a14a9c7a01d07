package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@Epic("vanmolle2021")
@Feature("two-color-mnist-transition")
@DisplayName("vanmolle2021: 2cMNIST sensor upgrade (Figure 3)")
class TwoColorMnistTransitionIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "vanmolle2021/two-color-mnist-transition";
  }

  @Test
  @DisplayName("inference timings of teacher and student")
  void timings() throws IOException {
    reproduction().attachTimings();
  }
}
