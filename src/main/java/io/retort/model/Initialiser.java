package io.retort.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import java.util.random.RandomGenerator;

/**
 * How weights start. Drawn in Java, so that they do not depend on the engine. Normalisations start
 * as scale 1, shift 0, running mean 0 and variance 1 in both.
 */
public enum Initialiser {
  /**
   * PyTorch's default of convolutions and linear layers: weights and biases uniform in
   * +-1/sqrt(fan-in), that is, Kaiming-uniform with a = sqrt 5.
   */
  PYTORCH {
    @Override
    double bound(Shape weight, boolean bias) {
      return 1 / Math.sqrt(fanIn(weight));
    }
  },
  /**
   * Keras's default: weights uniform in +-sqrt(6 / (fan-in + fan-out)) (Glorot and Bengio 2010,
   * Equation 16), biases 0.
   */
  KERAS {
    @Override
    double bound(Shape weight, boolean bias) {
      return bias ? 0 : Math.sqrt(6.0 / (fanIn(weight) + fanOut(weight)));
    }
  };

  /** Largest absolute value of a layer's weights or bias. */
  abstract double bound(Shape weight, boolean bias);

  private static long fanIn(Shape weight) {
    return weight.slice(1).size();
  }

  private static long fanOut(Shape weight) {
    return weight.get(0) * weight.slice(2).size();
  }

  /** Gives a network tensors to be filled: zeros, where others would be drawn. */
  public static void blank(NDManager manager, NamedBlock block) {
    block.setInitializer(Initializer.ZEROS, Parameter.Type.WEIGHT);
    block.initialize(manager, DataType.FLOAT32, new Shape(1));
  }

  /**
   * Gives a network its first weights.
   *
   * @param manager owns the parameters
   */
  public void start(NDManager manager, NamedBlock block, RandomGenerator random) {
    blank(manager, block);
    Shape weight = new Shape(1, 1);
    for (Parameter parameter : TensorNames.of(block).values()) {
      boolean bias = parameter.getType() == Parameter.Type.BIAS;
      if (!bias && parameter.getType() != Parameter.Type.WEIGHT) {
        continue;
      }
      Shape shape = parameter.getArray().getShape();
      weight = bias ? weight : shape; // a layer's bias follows its weight
      float bound = (float) bound(weight, bias);
      float[] values = new float[Math.toIntExact(shape.size())];
      for (int i = 0; i < values.length; i++) {
        float drawn = 2 * random.nextFloat() - 1;
        values[i] = bound == 0 ? 0 : drawn * bound; // not -0
      }
      try (NDArray start = manager.create(values, shape)) {
        Weights.fill(parameter.getArray(), start);
      }
    }
  }
}
