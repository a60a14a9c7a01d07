package io.retort.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InitialiserTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Map<String, float[]> started(Initialiser initialiser) {
    NamedBlock block =
        NamedBlock.chain()
            .with("conv", Layers.conv(8, 32, 3, 1, 1, 2, true))
            .with("bn", Layers.norm(32))
            .with("fc", Layers.linear(50, 400))
            .withTensor("scale", new Shape(3), .25f);
    initialiser.start(manager, block, new SplittableRandom(1));
    Map<String, float[]> values = new HashMap<>();
    TensorNames.of(block).forEach((name, p) -> values.put(name, p.getArray().toFloatArray()));
    return values;
  }

  /** Uniform in +-bound: within, nearly reached, and of the right spread. */
  private static void assertUniform(double bound, float[] values) {
    double largest = 0;
    double squares = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
      squares += value * value;
    }
    assertTrue(largest <= bound * (1 + 1e-6), largest + " within " + bound);
    if (values.length > 200) {
      assertTrue(largest > .95 * bound, largest + " near " + bound);
      assertEquals(bound / Math.sqrt(3), Math.sqrt(squares / values.length), .06 * bound);
    }
  }

  @Test
  void pyTorchsDefaultIsUniformInOneOverTheRootOfTheFanIn() {
    Map<String, float[]> values = started(Initialiser.PYTORCH);
    double conv = 1 / Math.sqrt(4 * 9); // 8 channels in 2 groups, 3 x 3
    assertUniform(conv, values.get("conv.weight"));
    assertUniform(conv, values.get("conv.bias"));
    assertUniform(1 / Math.sqrt(50), values.get("fc.weight"));
    assertUniform(1 / Math.sqrt(50), values.get("fc.bias"));
    assertTrue(values.get("fc.bias")[0] != 0);
  }

  @Test
  void kerassDefaultIsGlorotUniformWithoutBiases() {
    Map<String, float[]> values = started(Initialiser.KERAS);
    // Glorot and Bengio 2010, Equation 16; a convolution's fans count its 9 places
    assertUniform(Math.sqrt(6.0 / (4 * 9 + 32 * 9)), values.get("conv.weight"));
    assertUniform(Math.sqrt(6.0 / (50 + 400)), values.get("fc.weight"));
    assertArrayEquals(new float[32], values.get("conv.bias"));
    assertArrayEquals(new float[400], values.get("fc.bias"));
  }

  @Test
  void normalisationsStartAsTheIdentityAndOtherTensorsAsTheirNetworkSays() {
    for (Initialiser initialiser : Initialiser.values()) {
      Map<String, float[]> values = started(initialiser);
      assertArrayEquals(filled(32, 1), values.get("bn.weight"));
      assertArrayEquals(filled(32, 0), values.get("bn.bias"));
      assertArrayEquals(filled(32, 0), values.get("bn.running_mean"));
      assertArrayEquals(filled(32, 1), values.get("bn.running_var"));
      assertArrayEquals(filled(3, .25f), values.get("scale"));
    }
  }

  @Test
  void theSameRandomnessGivesTheSameWeights() {
    assertArrayEquals(
        started(Initialiser.PYTORCH).get("fc.weight"),
        started(Initialiser.PYTORCH).get("fc.weight"));
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }
}
