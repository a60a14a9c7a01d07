package io.retort.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

  @Test
  void everyNetworkHasTheTapsItNames() {
    Map<Network, List<String>> networks =
        Map.of(
            new MobileNetV1(3, 32, 2), List.of("stage1", "stage5"),
            new MobileNetV2(3, 32, 2), List.of("stage1", "stage2", "stage3", "stage4", "stage5"),
            new Vgg16(3, 32, 2), List.of("stage1", "stage5"),
            new ShuffleNetV2(3, 32, 2), List.of("stage2", "stage3", "stage4", "conv5"),
            new EfficientNet(EfficientNet.Variant.B0, 3, 32, 2),
                List.of("stage1", "stage7", "head"),
            new ConvNeXt(3, 32, 2), List.of("stage1", "stage4"),
            new InceptionV3(3, 80, 2), List.of("Mixed_5d", "Mixed_6e", "Mixed_7c"));
    networks.forEach(
        (network, taps) -> {
          Shape item = network.itemShape();
          Features found =
              Features.of(
                  initialised(network.block()),
                  store,
                  manager.zeros(new Shape(1).addAll(item)),
                  false,
                  taps);
          assertEquals(new Shape(1, 2), found.logits().getShape(), network.toString());
          found.maps().forEach((tap, map) -> assertEquals(4, map.getShape().dimension(), tap));
        });
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
