package io.retort.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TwoLayerConvNetTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NamedBlock initialised(TwoLayerConvNet network, long seed) {
    NamedBlock block = network.block();
    Initialiser.PYTORCH.start(manager, block, new SplittableRandom(seed));
    return block;
  }

  private static long parameters(NamedBlock block) {
    return block.getParameters().values().stream().mapToLong(p -> p.getArray().size()).sum();
  }

  @Test
  void theFullyConnectedLayerSees2704ValuesAsInThePaper() {
    long grey = parameters(initialised(new TwoLayerConvNet(1, 28, 4, 10), 1));
    long colour = parameters(initialised(new TwoLayerConvNet(3, 28, 4, 10), 1));
    assertEquals(4 * (9 + 1) + 2704 * 10 + 10, grey);
    assertEquals(4 * (27 + 1) + 2704 * 10 + 10, colour);
  }

  @Test
  void initialWeightsAreUniformWithinOneOverTheRootOfTheFanIn() {
    NamedBlock block = initialised(new TwoLayerConvNet(3, 28, 4, 10), 2);
    double[] fanIns = {27, 27, 2704, 2704};
    int i = 0;
    for (Parameter parameter : block.getParameters().values()) {
      double bound = 1 / Math.sqrt(fanIns[i++]);
      float[] values = parameter.getArray().toFloatArray();
      double squares = 0;
      for (float value : values) {
        assertTrue(Math.abs(value) <= bound, value + " within " + bound);
        squares += value * value;
      }
      if (values.length > 1000) {
        assertEquals(bound / Math.sqrt(3), Math.sqrt(squares / values.length), 0.02 * bound);
      }
    }
    assertEquals(fanIns.length, i);
  }

  @Test
  void aForwardPassIsConvolutionReluAndOneLinearLayer() {
    TwoLayerConvNet network = new TwoLayerConvNet(1, 3, 1, 2);
    NamedBlock block = initialised(network, 3);
    var parameters = block.getParameters().values();
    float[][] values = {{1, 0, 0, 0, 1, 0, 0, 0, 1}, {-2}, {3, -4}, {0.5f, 0.25f}};
    for (int i = 0; i < 4; i++) {
      parameters.get(i).getArray().set(java.nio.FloatBuffer.wrap(values[i]));
    }
    NDArray image = manager.create(new float[] {1, 9, 9, 9, 2, 9, 9, 9, 4}, new Shape(1, 1, 3, 3));
    float[] logits =
        block
            .forward(new ParameterStore(manager, false), new NDList(image), false)
            .singletonOrThrow()
            .toFloatArray();
    // relu(1 + 2 + 4 - 2) = 5
    assertArrayEquals(new float[] {15.5f, -19.75f}, logits, 1e-5f);
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TwoLayerConvNet(0, 28, 4, 10));
    assertThrows(IllegalArgumentException.class, () -> new TwoLayerConvNet(1, 2, 4, 10));
    assertThrows(IllegalArgumentException.class, () -> new TwoLayerConvNet(1, 28, 4, 1));
  }
}
