package io.retort.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.retort.data.DataSpec;
import io.retort.data.augment.Augmentation;
import io.retort.data.augment.ImageBatches;
import io.retort.data.augment.Normalisation;
import io.retort.data.augment.RandomFlips;
import io.retort.data.cache.ImageTensor;
import io.retort.data.cache.TensorCache;
import io.retort.data.cache.Transform;
import io.retort.data.synthetic.ColouredObjects;
import io.retort.model.Network;
import io.retort.model.ThreeLayerConvNet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedItemsTest {
  private static final int[] ROWS = {7, 3, 11, 0, 29, 18, 5, 23, 2, 13};

  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager();
  private ServedItems served;
  private Batch held;

  private record Spec(String name) implements DataSpec {}

  @BeforeEach
  void draw() {
    ImageTensor tensor =
        new TensorCache(folder, 2)
            .open(new ColouredObjects(30, 1, 5).list(null), Transform.resize(32), (d, t) -> {});
    ImageBatches batches =
        new ImageBatches(tensor, new Augmentation.None(), Normalisation.of(tensor, ROWS), 1);
    int[] labels = Arrays.stream(ROWS).map(row -> row % 10).toArray();
    assertArrayEquals(
        labels, Arrays.stream(ROWS).map(row -> tensor.listing().labels()[row]).toArray());
    NDArray logits = manager.randomNormal(new Shape(ROWS.length, 10));
    served = new ServedItems(batches, ROWS, labels, null).taught(logits);
    held =
        new Batch(
            batches.evaluation(manager, ROWS).images(),
            manager.create(Arrays.stream(labels).asLongStream().toArray()),
            logits);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void itemsServedByBatchesTrainToTheSameBitsAsItemsHeldAtOnce() {
    assertArrayEquals(trained(new HeldItems(held)), trained(served));
  }

  private byte[] trained(Items items) {
    Network network = new ThreeLayerConvNet(3, 32, 2, 10);
    TrainingRecipe recipe =
        new TrainingRecipe(
            new Spec("test"),
            network,
            Start.PYTORCH,
            new Objective.Distil(.6, 8, 1, 64),
            new Optimizer.Sgd(.01, .5),
            12,
            4);
    try (Learner learner = Learner.start(manager, network, recipe.start(), Optional.empty(), 1)) {
      new Trainer<>(recipe, 1, null, s -> {}).train(learner, items, l -> Map.of());
      return learner.weights();
    }
  }

  @Test
  void allImagesAreAskedInOrderAndThePartKeepsItsOwn() {
    try (Learner learner =
        Learner.start(
            manager, new ThreeLayerConvNet(3, 32, 2, 10), Start.PYTORCH, Optional.empty(), 1)) {
      float[] all = learner.allLogits(manager, served).toFloatArray();
      assertArrayEquals(learner.allLogits(held.images()).toFloatArray(), all, 1e-6f);
      float[] part = learner.allLogits(manager, served.first(3)).toFloatArray();
      assertArrayEquals(Arrays.copyOf(all, 30), part, 1e-6f);
    }
    assertEquals(ROWS.length, served.first(1_000).count());
    assertEquals(32 * 32, served.pixels());
    assertEquals(served.pixels(), new HeldItems(held).pixels());
  }

  @Test
  void imagesThatAreAskedAboutAreNotAugmented() {
    ImageTensor tensor =
        new TensorCache(folder, 2)
            .open(new ColouredObjects(30, 1, 5).list(null), Transform.resize(32), (d, t) -> {});
    ImageBatches flipping =
        new ImageBatches(tensor, new RandomFlips(1, 1, 0), Normalisation.of(tensor, ROWS), 1);
    ServedItems items = new ServedItems(flipping, ROWS, new int[ROWS.length], null);
    float[] asked = items.images(manager, 0, ROWS.length).toFloatArray();
    assertArrayEquals(held.images().toFloatArray(), asked);
    int[] all = IntStream.range(0, ROWS.length).toArray();
    assertFalse(
        Arrays.equals(asked, items.training(manager, all, 0, 0).images().toFloatArray()),
        "those that are trained on are");
  }

  @Test
  void aRowWithoutALabelIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ServedItems(served.batches(), ROWS, new int[] {1}, null));
    assertEquals("rows [10] and labels [1] must be as many, and at least one", e.getMessage());
  }
}
