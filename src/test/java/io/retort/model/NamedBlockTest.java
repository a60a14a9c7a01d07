package io.retort.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.retort.data.KeyedRandom;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NamedBlockTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);

  @AfterEach
  void close() {
    manager.close();
  }

  private Block initialised(Block block) {
    block.initialize(manager, DataType.FLOAT32, new Shape(1));
    return block;
  }

  /** Output, and gradients by input and weights, of a convolution, ReLU and pooling. */
  private List<float[]> trained(NamedBlock block, NDArray input, UnaryOperator<NDArray> layout) {
    NDArray x = input.duplicate();
    x.setRequiresGradient(true);
    NDArray y;
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      y = block.forward(store, new NDList(layout.apply(x)), true).singletonOrThrow();
      collector.backward(y.square().sum());
    }
    NDArray weight = block.getParameters().valueAt(0).getArray();
    float[] byWeight = weight.getGradient().toFloatArray();
    weight.getGradient().subi(weight.getGradient().duplicate());
    return List.of(y.toFloatArray(), x.getGradient().toFloatArray(), byWeight);
  }

  @ParameterizedTest(name = "kernel {0}, stride {1}, {2} groups, {3} to {4} channels")
  @CsvSource({
    "3, 1, 1, 3, 8",
    "3, 1, 1, 8, 16",
    "3, 2, 1, 3, 5",
    "1, 1, 1, 6, 10",
    "3, 1, 4, 4, 4",
    "5, 2, 24, 24, 24",
    "4, 4, 1, 3, 12",
    "7, 1, 12, 12, 12"
  })
  void channelsLastOrFirstInMemoryGiveTheSameValuesAndGradients(
      int kernel, int stride, int groups, int in, int out) {
    NamedBlock net =
        NamedBlock.of((run, x) -> Layers.maxPool(Layers.relu(run.child("conv", x)), 2, 2, 0))
            .with("conv", Layers.conv(in, out, kernel, stride, kernel / 2, groups, true));
    Initialiser.PYTORCH.start(manager, net, KeyedRandom.of(1, "weights"));
    Shape shape = new Shape(16, in, 20, 20);
    double[] values = new SplittableRandom(3).doubles(shape.size(), -1, 1).toArray();
    NDArray input = manager.create(values, shape).toType(DataType.FLOAT32, false);
    List<float[]> expected = trained(net, input, UnaryOperator.identity());
    List<float[]> actual = trained(net, input, Layers::channelsLast);
    for (int i = 0; i < expected.size(); i++) {
      double largest = 0;
      double furthest = 0;
      for (int k = 0; k < expected.get(i).length; k++) {
        largest = Math.max(largest, Math.abs(expected.get(i)[k]));
        furthest = Math.max(furthest, Math.abs(expected.get(i)[k] - actual.get(i)[k]));
      }
      assertTrue(largest > 0 && furthest <= 1e-5 * largest, furthest + " of " + largest);
    }
  }

  @Test
  void pointwiseConvolutionsWithAStrideAreRefusedChannelsLast() {
    NamedBlock net =
        NamedBlock.chain().with("a", NamedBlock.chain().with("b", Layers.conv(2, 2, 1, 2)));
    String message = assertThrows(IllegalArgumentException.class, net::channelsLast).getMessage();
    assertEquals(
        "a 1 x 1 convolution of stride (2, 2) must not have its maps channels last", message);
  }

  @Test
  void tapsGiveTheMapsAskedForInOnePass() {
    // He et al. 2016, Table 1: stage 1 has a quarter of the side, stage 4 a thirty-second.
    Block net = initialised(new ResNet(18, 3, 64, 5).block());
    Features found =
        Features.of(
            net, store, manager.zeros(new Shape(2, 3, 64, 64)), false, List.of("stage4", "stage1"));
    assertEquals(new Shape(2, 5), found.logits().getShape());
    assertEquals(List.of("stage4", "stage1"), List.copyOf(found.maps().keySet()));
    assertEquals(new Shape(2, 512, 2, 2), found.maps().get("stage4").getShape());
    assertEquals(new Shape(2, 64, 16, 16), found.maps().get("stage1").getShape());
  }

  static Stream<Network> networks() {
    return Zoo.all().stream().map(e -> e.factory().of(3, Math.min(e.side(), 96), 2));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyNetworkGivesTheTapsItNamesAndTheLogitsOfItsClasses(Network network) {
    Features found =
        Features.of(
            initialised(network.block()),
            store,
            manager.zeros(new Shape(2).addAll(network.itemShape())),
            false,
            network.taps());
    boolean segments = network instanceof UNet;
    assertEquals(
        segments ? new Shape(2, 2, network.side(), network.side()) : new Shape(2, 2),
        found.logits().getShape());
    assertEquals(network.taps(), List.copyOf(found.maps().keySet()));
    long side = network.side();
    for (Map.Entry<String, NDArray> map : found.maps().entrySet()) {
      assertEquals(4, map.getValue().getShape().dimension(), map.getKey());
      if (!segments) { // in the order of the flow maps never grow
        assertTrue(map.getValue().getShape().get(2) <= side, map.getKey());
        side = map.getValue().getShape().get(2);
      }
    }
    NamedBlock block = network.block();
    assertTrue(
        initialised(block) != null
            && TensorNames.of(block).containsKey(network.head() + ".weight"));
  }

  @Test
  void theFirstMapOfAUNetsDecoderIsTheOneThatNiyaz2023Distils() {
    UNet network = new UNet(UNet.Encoder.RESNET18, 3, 256, 1);
    Features found =
        Features.of(
            initialised(network.block()),
            store,
            manager.zeros(new Shape(1, 3, 256, 256)),
            false,
            List.of("decoder1", "bottleneck", "decoder5"));
    // Table 7: 16 x 16 x 256, 8 x 8 x 512, 256 x 256 x 16
    assertEquals(new Shape(1, 256, 16, 16), found.maps().get("decoder1").getShape());
    assertEquals(new Shape(1, 512, 8, 8), found.maps().get("bottleneck").getShape());
    assertEquals(new Shape(1, 16, 256, 256), found.maps().get("decoder5").getShape());
    assertEquals(new Shape(1, 1, 256, 256), found.logits().getShape());
  }

  @Test
  void dsNetsMapsHaveTheSizesOfConvolutionsWithoutPadding() {
    DsNet network = new DsNet(3, 224, 2);
    Features found =
        Features.of(
            initialised(network.block()),
            store,
            manager.zeros(new Shape(1, 3, 224, 224)),
            false,
            network.taps());
    assertEquals(new Shape(1, 128, 111, 111), found.maps().get("conv1").getShape());
    assertEquals(new Shape(1, 64, 54, 54), found.maps().get("conv2").getShape());
    assertEquals(new Shape(1, 32, 52, 52), found.maps().get("conv3").getShape());
    assertEquals(new Shape(1, 2), found.logits().getShape());
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ResNet(34, 3, 64, 2));
    assertThrows(IllegalArgumentException.class, () -> new ResNet(18, 3, 16, 2));
    assertThrows(IllegalArgumentException.class, () -> new KerasResNet(18, 3, 64, 2));
    assertThrows(IllegalArgumentException.class, () -> new InceptionV3(3, 64, 2));
    assertThrows(IllegalArgumentException.class, () -> new DsNet(0, 224, 2));
    assertThrows(IllegalArgumentException.class, () -> new UNet(UNet.Encoder.RESNET18, 3, 100, 1));
  }

  @Test
  void upsamplingRepeatsEachPixel() {
    NDArray map = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 1, 2, 2));
    assertArrayEquals(
        new float[] {1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4},
        Layers.upsample(map).toFloatArray());
  }

  @Test
  void shufflingTakesTheChannelsOfEachGroupInTurn() {
    NDArray map = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(1, 6, 1, 1));
    assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, Layers.shuffle(map, 3).toFloatArray());
  }

  @Test
  void anUnknownTapIsNamed() {
    Block net = initialised(new ResNet(18, 3, 32, 5).block());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Features.of(
                        net,
                        store,
                        manager.zeros(new Shape(1, 3, 32, 32)),
                        false,
                        List.of("stage9")))
            .getMessage();
    assertTrue(message.contains("tap [stage9]"), message);
  }

  @Test
  void trainingMovesRunningStatisticsAsPyTorchDoes() {
    // Values 1, 3, 5, 7: mean 4, unbiased variance 20 / 3; a tenth of each goes into 0 and 1.
    NamedBlock block = NamedBlock.chain().with("bn", Layers.norm(1));
    initialised(block);
    NDArray batch = manager.create(new float[] {1, 3, 5, 7}, new Shape(4, 1, 1, 1));
    block.forward(store, new NDList(batch), true);
    var tensors = TensorNames.of(block);
    assertEquals(.4f, tensors.get("bn.running_mean").getArray().toFloatArray()[0], 1e-6);
    assertEquals(
        .9f + .1f * 20 / 3, tensors.get("bn.running_var").getArray().toFloatArray()[0], 1e-6);
  }

  @Test
  void theShareOfABatchIsTheOneAskedFor() {
    NamedBlock block = NamedBlock.chain().with("bn", Layers.norm(1, 1e-3f, .01f));
    initialised(block);
    NDArray batch = manager.create(new float[] {1, 3, 5, 7}, new Shape(4, 1, 1, 1));
    block.forward(store, new NDList(batch), true);
    assertEquals(
        .04f, TensorNames.of(block).get("bn.running_mean").getArray().toFloatArray()[0], 1e-6);
  }

  @Test
  void stochasticDepthDropsWholeRowsAndKeepsTheMean() {
    NamedBlock dropping = NamedBlock.of((run, x) -> run.dropRows(x, .25f));
    initialised(dropping);
    NDArray ones = manager.ones(new Shape(4000, 2, 1, 1));
    float[] trained = dropping.forward(store, new NDList(ones), true).get(0).toFloatArray();
    int kept = 0;
    for (int i = 0; i < trained.length; i += 2) {
      assertEquals(trained[i], trained[i + 1], "a row as a whole");
      assertTrue(trained[i] == 0 || Math.abs(trained[i] - 1 / .75) < 1e-6);
      kept += trained[i] > 0 ? 1 : 0;
    }
    assertEquals(3000, kept, 5 * Math.sqrt(4000 * .75 * .25));
    assertArrayEquals(
        new float[8000],
        dropping.forward(store, new NDList(ones), false).get(0).sub(ones).toFloatArray());
  }

  @Test
  void aChildOfTheSameNameIsRefused() {
    NamedBlock block = NamedBlock.chain().with("bn", Layers.norm(1));
    assertThrows(IllegalArgumentException.class, () -> block.with("bn", Layers.norm(1)));
  }
}
