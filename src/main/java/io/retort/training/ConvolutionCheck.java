package io.retort.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import io.retort.model.Layers;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Are the engine's gradients of convolutions right on this CPU?
 *
 * <p>The engine's library for convolutions, oneDNN 3.7.1, generates code for the CPU at hand. On
 * some it gives wrong gradients of the input, at times wrong values, without any error, where
 * channels do not fill its blocks of 8 or 16 (decision 0011). Double precision takes another path,
 * which is the oracle here.
 */
public final class ConvolutionCheck {
  /** What limits the instructions that oneDNN generates, as an environment variable. */
  public static final String LIMIT = "ONEDNN_MAX_CPU_ISA";

  /** The limit with which no wrong gradient was found. */
  public static final String SAFE = "SSE41";

  private static final int IMAGES = 4;
  private static final int SIDE = 7;
  private static final double TOLERANCE = 1e-3;

  /** Channels in, channels out, kernel. */
  private static final List<int[]> SHAPES =
      List.of(
          new int[] {1, 2, 3},
          new int[] {8, 8, 3},
          new int[] {8, 12, 3},
          new int[] {24, 16, 3},
          new int[] {16, 24, 5},
          new int[] {26, 26, 3});

  private ConvolutionCheck() {}

  /** Whether the gradients of some convolutions agree with double precision. */
  public static boolean holds() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      return Stream.of(false, true)
          .allMatch(
              last ->
                  SHAPES.stream()
                      .allMatch(s -> error(manager, s[0], s[1], s[2], last) < TOLERANCE));
    }
  }

  /**
   * Largest error of the input's gradient, as a share of its largest value.
   *
   * @param last whether the input's channels lie last in memory
   */
  static double error(NDManager manager, int in, int out, int kernel, boolean last) {
    double[] single = gradient(manager, in, out, kernel, last, DataType.FLOAT32);
    double[] exact = gradient(manager, in, out, kernel, false, DataType.FLOAT64);
    double error = 0;
    double largest = 0;
    for (int i = 0; i < exact.length; i++) {
      double off = Math.abs(single[i] - exact[i]);
      error = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(error, off);
      largest = Math.max(largest, Math.abs(exact[i]));
    }
    return error / largest;
  }

  /** Gradient of the sum of a convolution's values, each times a number, by its input. */
  private static double[] gradient(
      NDManager manager, int in, int out, int kernel, boolean last, DataType type) {
    SplittableRandom random = new SplittableRandom(in * 1_000L + out);
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = draw(scope, random, type, IMAGES, in, SIDE, SIDE);
      NDArray weight = draw(scope, random, type, out, in, kernel, kernel);
      NDArray factors = draw(scope, random, type, IMAGES, out, SIDE, SIDE);
      x.setRequiresGradient(true);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray y =
            Conv2d.conv2d(
                    last ? Layers.channelsLast(x) : x,
                    weight,
                    null,
                    new Shape(1, 1),
                    new Shape(kernel / 2, kernel / 2),
                    new Shape(1, 1),
                    1)
                .singletonOrThrow();
        collector.backward(y.mul(factors).sum());
      }
      return x.getGradient().toType(DataType.FLOAT64, true).toDoubleArray();
    }
  }

  private static NDArray draw(
      NDManager manager, SplittableRandom random, DataType type, long... shape) {
    Shape of = new Shape(shape);
    float[] values = new float[Math.toIntExact(of.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return manager.create(values, of).toType(type, true);
  }
}
