package io.retort.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeatureDistillationTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray of(Shape shape, float... values) {
    return manager.create(values, shape);
  }

  @Test
  void softmaxRegressionAddsTheErrorsOfMapsAndOfLogits() {
    NDArray student = of(new Shape(1, 2, 1, 1), 1, 3);
    NDArray teacher = of(new Shape(1, 2, 1, 1), 2, 5); // squares 1 and 4: mean 2.5
    NDArray through = of(new Shape(1, 2), 0, 2);
    NDArray logits = of(new Shape(1, 2), 3, 1); // squares 9 and 1: mean 5
    assertEquals(
        7.5,
        FeatureDistillation.softmaxRegression(student, teacher, through, logits).getFloat(),
        1e-6);
  }

  @Test
  void attentionIsEvenOverEqualKeysAndFavoursTheKeyThatIsAlike() {
    NDArray query = of(new Shape(1, 2), 1, 0);
    NDArray same = of(new Shape(1, 2), 1, 0);
    NDArray other = of(new Shape(1, 2), -1, 0);
    assertArrayEquals(
        new float[] {.5f, .5f},
        FeatureDistillation.semanticAttention(query, new NDList(same, same)).toFloatArray(),
        1e-6f);
    // softmax of 1 and -1
    float favoured = (float) (1 / (1 + Math.exp(-2)));
    assertArrayEquals(
        new float[] {favoured, 1 - favoured},
        FeatureDistillation.semanticAttention(query, new NDList(same, other)).toFloatArray(),
        1e-6f);
  }

  @Test
  void errorsItemByItemAverageTheLargerMapFirst() {
    NDArray student = of(new Shape(2, 1, 2, 2), 1, 3, 1, 3, 0, 0, 0, 4); // means 2 and 1
    NDArray teacher = of(new Shape(2, 1, 1, 1), 5, 1);
    assertArrayEquals(
        new float[] {9, 0}, FeatureDistillation.perItem(student, teacher).toFloatArray(), 1e-6f);
    assertArrayEquals(
        new float[] {9, 0}, FeatureDistillation.perItem(teacher, student).toFloatArray(), 1e-6f);
  }

  /** A map that a rectifier has emptied must not end a training. */
  @Test
  void attentionOfAnEmptyMapHasAFiniteGradient() {
    NDArray student = manager.zeros(new Shape(2, 3, 2, 2));
    NDArray teacher = manager.ones(new Shape(2, 3, 2, 2));
    assertFinite(student, () -> FeatureDistillation.attentionTransfer(student, teacher));
  }

  /** Items without foreground have a centre of zeros. */
  @Test
  void affinityOfAnItemWithoutForegroundHasAFiniteGradient() {
    NDArray student = manager.randomNormal(new Shape(2, 3, 2, 2));
    NDArray teacher = manager.randomNormal(new Shape(2, 3, 2, 2));
    NDArray background = manager.ones(new Shape(2, 1, 2, 2));
    NDArray regions =
        ai.djl.ndarray.NDArrays.concat(new NDList(background, background.zerosLike()), 1);
    assertFinite(
        student, () -> SegmentationDistillation.emkdRegionAffinity(student, teacher, regions));
  }

  private static void assertFinite(NDArray of, java.util.function.Supplier<NDArray> loss) {
    of.setRequiresGradient(true);
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      collector.backward(loss.get());
    }
    for (float slope : of.getGradient().toFloatArray()) {
      assertTrue(Float.isFinite(slope), "slope " + slope);
    }
  }

  @Test
  void aMaskIsAsCoarseAsAMapWhereMoreThanHalfOfItIsSet() {
    NDArray mask = of(new Shape(1, 1, 2, 4), 1, 1, 1, 0, 1, 0, 1, 0); // three of four, two of four
    assertArrayEquals(
        new float[] {1, 0},
        Segmentation.coarse(
                ai.djl.ndarray.NDArrays.concat(new NDList(mask, mask.zerosLike()), 2), 2)
            .get("0, 0, 0")
            .toFloatArray());
  }

  @Test
  void pixelsAsTwoClassesHaveTheSigmoidAsTheirSoftmax() {
    NDArray logits = of(new Shape(1, 1, 1, 2), .7f, -1.2f);
    float[] foreground = Segmentation.twoClasses(logits).softmax(1).get(":, 1").toFloatArray();
    assertEquals(1 / (1 + Math.exp(-.7)), foreground[0], 1e-6);
    assertEquals(1 / (1 + Math.exp(1.2)), foreground[1], 1e-6);
    assertEquals(new Shape(1, 2, 1, 2), Segmentation.twoChannels(logits).getShape());
  }
}
