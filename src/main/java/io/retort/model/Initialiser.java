package io.retort.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.random.RandomGenerator;

/** Initial weights, drawn in Java so that they do not depend on the engine. */
public final class Initialiser {
  private Initialiser() {}

  /**
   * Initialises a block as PyTorch does by default for convolutions and linear layers: weights and
   * biases uniform in +-1/sqrt(fan-in) (Kaiming-uniform with a = sqrt 5).
   *
   * @param manager owns the parameters
   * @param item shape of one item, without the batch
   */
  public static void pytorchDefault(
      NDManager manager, Block block, Shape item, RandomGenerator random) {
    block.initialize(manager, DataType.FLOAT32, new Shape(1).addAll(item));
    long fanIn = 0;
    for (Parameter parameter : block.getParameters().values()) {
      Shape shape = parameter.getArray().getShape();
      switch (parameter.getType()) {
        case WEIGHT -> fanIn = shape.slice(1).size();
        case BIAS -> {}
        default ->
            throw new IllegalArgumentException(
                "no default for parameter %s of type %s"
                    .formatted(parameter.getName(), parameter.getType()));
      }
      float bound = (float) (1 / Math.sqrt(fanIn));
      float[] values = new float[Math.toIntExact(shape.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (2 * random.nextFloat() - 1) * bound;
      }
      try (NDArray drawn = manager.create(values, shape)) {
        Weights.fill(parameter.getArray(), drawn);
      }
    }
  }
}
