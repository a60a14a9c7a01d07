package io.retort.reproduction;

import io.qameta.allure.Epic;
import io.qameta.allure.Feature;
import org.junit.jupiter.api.DisplayName;

@Epic("niyaz2023")
@Feature("representation-similarity")
@DisplayName("niyaz2023: similarity of layers (Figures 6, 10 and 11)")
class RepresentationSimilarityIT implements ReproducedExperiment {
  @Override
  public String id() {
    return "niyaz2023/representation-similarity";
  }
}
