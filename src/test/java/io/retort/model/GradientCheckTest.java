package io.retort.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients of a unit of each family beside central differences, in double precision. */
class GradientCheckTest {
  private static final double STEP = 1e-6;
  private static final int PLACES = 3;

  private final NDManager manager = NDManager.newBaseManager();
  private final SplittableRandom random = new SplittableRandom(7);

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Arguments> units() {
    EfficientNet efficient = new EfficientNet(EfficientNet.Variant.B0, 3, 32, 2);
    return Stream.of(
        unit("two-layer conv net", new TwoLayerConvNet(2, 7, 3, 4).block(), 2, 7),
        unit("three-layer conv net", new ThreeLayerConvNet(2, 22, 2, 3).block(), 2, 22),
        unit("DSNet", new DsNet(1, 18, 2).block(), 1, 18),
        unit("ResNet, basic", ResNet.basic(4, 6, 2), 4, 6),
        unit("ResNet, bottleneck", ResNet.bottleneck(4, 3, 2), 4, 6),
        unit("Keras's ResNet", new KerasResNet(50, 3, 32, 2).unit(4, 3, 2, true), 4, 6),
        unit("Res2Net, first", Res2Net.split(4, 64, 2, true), 4, 6),
        unit("Res2Net, other", Res2Net.split(256, 64, 1, false), 256, 3),
        unit("MobileNetV1", MobileNetV1.separable(3, 5, 2), 3, 6),
        unit("MobileNetV2", MobileNetV2.inverted(4, 3, 4, 1), 4, 5),
        unit("ShuffleNetV1", ShuffleNetV1.unit(24, 24, false, 3), 24, 4),
        unit("ShuffleNetV1, halving", ShuffleNetV1.unit(12, 24, true, 1), 12, 4),
        unit("ShuffleNetV2", ShuffleNetV2.unit(8, 8, 1), 8, 5),
        unit("ShuffleNetV2, halving", ShuffleNetV2.unit(4, 8, 2), 4, 6),
        unit("EfficientNet", efficient.mobile(4, 4, new int[] {6, 3, 1, 4, 1}, 1, .4f), 4, 5),
        unit("VGG-16", new Vgg16(1, 32, 2, 16).block(), 1, 32),
        unit("Inception-V3", new InceptionV3(3, 75, 2).a(4, 3), 4, 5),
        unit("ConvNeXt", ConvNeXt.unit(4, .4f), 4, 8),
        unit("U-Net, decoder", doubled(), 3, 3),
        unit("SimKD's projector", Projectors.simKd(3, 4), 3, 4),
        unit("MGD's generator", Projectors.generator(3), 3, 4));
  }

  private static NamedBlock doubled() {
    return NamedBlock.of((run, x) -> run.child("twice", Layers.upsample(x)))
        .with("twice", UNet.twice(3, 4));
  }

  private static Arguments unit(String name, NamedBlock block, int channels, int side) {
    return Arguments.of(name, block, new Shape(2, channels, side, side));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("units")
  void gradientsAreThoseOfFiniteDifferences(String name, NamedBlock block, Shape shape) {
    block.initialize(manager, DataType.FLOAT64, new Shape(1));
    Map<String, Parameter> tensors = TensorNames.of(block);
    List<NDArray> checked = new ArrayList<>();
    NDArray input = fill(shape, 1);
    checked.add(input);
    for (Parameter parameter : tensors.values()) {
      NDArray values = parameter.getArray();
      if (parameter.requiresGradient()) {
        long fanIn = values.getShape().slice(1).size();
        values.addi(fill(values.getShape(), .3 / Math.sqrt(fanIn))); // away from zeros and ones
        checked.add(values);
      }
    }
    checked.forEach(array -> array.setRequiresGradient(true));
    NDArray weights;
    try (NDManager scope = manager.newSubManager()) {
      weights = fill(forward(block, input, scope).getShape(), 1);
    }
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(forward(block, input, manager).mul(weights).sum());
    }
    int compared = 0;
    for (NDArray array : checked) {
      double[] gradient = array.getGradient().toDoubleArray();
      for (int i = 0; i < PLACES; i++) {
        int place = random.nextInt(gradient.length);
        double difference = difference(block, input, weights, array, place);
        double size = Math.max(1, Math.abs(difference));
        assertEquals(difference, gradient[place], 2e-5 * size, name + ", place " + place);
        compared++;
      }
    }
    assertTrue(compared >= 3 * PLACES);
  }

  private double difference(
      NamedBlock block, NDArray input, NDArray weights, NDArray array, int place) {
    array.setRequiresGradient(false);
    double[] values = new double[2];
    for (int side = 0; side < 2; side++) {
      double[] shift = new double[Math.toIntExact(array.size())];
      shift[place] = side == 0 ? STEP : -2 * STEP;
      try (NDManager scope = manager.newSubManager()) {
        array.addi(scope.create(shift, array.getShape()));
        values[side] = forward(block, input, scope).mul(weights).sum().getDouble();
      }
    }
    double[] back = new double[Math.toIntExact(array.size())];
    back[place] = STEP;
    array.addi(manager.create(back, array.getShape()));
    return (values[0] - values[1]) / (2 * STEP);
  }

  private static NDArray forward(NamedBlock block, NDArray input, NDManager owner) {
    Engine.getInstance().setRandomSeed(5); // drops the same in every pass
    NDArray output =
        block.forward(new ParameterStore(owner, false), new NDList(input), true).singletonOrThrow();
    output.attach(owner);
    return output;
  }

  private NDArray fill(Shape shape, double size) {
    double[] values = new double[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = size * (2 * random.nextDouble() - 1);
    }
    return manager.create(values, shape);
  }
}
