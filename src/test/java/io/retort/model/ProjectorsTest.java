package io.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectorsTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private void assertProjects(NamedBlock block, int in, int out, long parameters) {
    block.initialize(manager, DataType.FLOAT32, new Shape(1));
    NDArray map = manager.ones(new Shape(2, in, 5, 5));
    NDArray projected =
        block
            .forward(new ParameterStore(manager, false), new NDList(map), false)
            .singletonOrThrow();
    assertEquals(new Shape(2, out, 5, 5), projected.getShape());
    assertEquals(
        parameters,
        TensorNames.of(block).values().stream()
            .filter(Parameter::requiresGradient)
            .mapToLong(p -> p.getArray().size())
            .sum());
  }

  @Test
  void eachTakesTheStudentsWidthToTheTeachersAndHasThePublishedLayers() {
    assertProjects(Projectors.adapter(2048, 512), 2048, 512, 2048 * 512 + 512);
    assertProjects(Projectors.regressor(6, 8), 6, 8, 6 * 8 + 8 + 2 * 8);
    assertProjects(Projectors.generator(7), 7, 7, 2 * (7 * 7 * 9 + 7));
    assertProjects(Projectors.simKd(6, 8), 6, 8, 6 * 4 + 2 * 4 + 4 * 4 * 9 + 2 * 4 + 4 * 8 + 2 * 8);
    assertProjects(Projectors.variational(6, 8), 6, 8, 6 * 8 + 8 * 8 + 8 * 8 + 8);
  }

  @Test
  void theVariationalRegressorStartsWithAVarianceOfFive() {
    NamedBlock block = Projectors.variational(2, 3);
    block.initialize(manager, DataType.FLOAT32, new Shape(1));
    Map<String, Parameter> tensors = TensorNames.of(block);
    for (float rho : tensors.get("log_scale").getArray().toFloatArray()) {
      assertEquals(5, Math.log1p(Math.exp(rho)) + 1e-5, 1e-5);
    }
  }
}
