package io.retort.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelationalDistillationTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray rows(int length, float... values) {
    return manager.create(values, new Shape(values.length / length, length));
  }

  /** Points 0, 3, 9 on a line: distances 3, 6, 9, mean 6. Points 0, 1, 2: 1, 1, 2, mean 4/3. */
  @Test
  void distancesAreComparedInUnitsOfTheirMean() {
    NDArray teacher = rows(1, 0, 3, 9);
    NDArray student = rows(2, 0, 0, 0, 1, 0, 2);
    // between first and second 1/2 and 3/4, second and third 1 and 3/4, first and third 3/2 both
    double expected = 2 * (.25 * .25 / 2 + .25 * .25 / 2) / 9;
    assertEquals(expected, RelationalDistillation.distances(student, teacher).getFloat(), 1e-6);
    assertEquals(0, RelationalDistillation.distances(rows(1, 5, 35, 95), teacher).getFloat(), 1e-6);
  }

  /** A right triangle against three points on a line, all by hand. */
  @Test
  void anglesAreThoseAtAnItemBetweenTwoOthers() {
    NDArray triangle = rows(2, 0, 0, 1, 0, 0, 1);
    NDArray line = rows(1, 0, 1, 2);
    double half = Math.sqrt(.5);
    // cosines at each item of the two others: 0, 1/sqrt 2, 1/sqrt 2 and 1, -1, 1; each twice
    double[] apart = {1, 1 + half, 1 - half};
    double sum = 0;
    for (double d : apart) {
      sum += 2 * (d < 1 ? d * d / 2 : d - .5);
    }
    assertEquals(sum / 27, RelationalDistillation.angles(triangle, line).getFloat(), 1e-6);
    assertEquals(0, RelationalDistillation.angles(triangle, triangle).getFloat(), 1e-6);
  }

  /** Two channels of two pixels: products 5, 11, 25 over 4 values against 0. */
  @Test
  void relationsWithinAnItemAreThoseOfItsChannels() {
    NDArray map = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 2, 1, 2));
    double mean = (25 + 121 + 121 + 625) / 16.0 / 4;
    assertEquals(
        Math.sqrt(mean),
        RelationalDistillation.channelRelations(map, map.zerosLike()).getFloat(),
        1e-6);
  }

  @Test
  void viewsAreComparedByTheirCosines() {
    NDArray cosines = RelationalDistillation.similarities(rows(2, 3, 4, 0, 2), rows(2, 1, 0, 0, 5));
    assertArrayEquals(new float[] {.6f, .8f, 0, 1}, cosines.toFloatArray(), 1e-6f);
  }

  /** Equal items have no distance, a single one no other: both happen in last batches. */
  @Test
  void equalItemsAndSingleOnesHaveFiniteGradients() {
    for (float[] values : new float[][] {{1, 2, 1, 2, 0, 1}, {1, 2}, {0, 0, 0, 0}}) {
      for (BinaryOperator<NDArray> loss :
          java.util.List.<BinaryOperator<NDArray>>of(
              RelationalDistillation::distances, RelationalDistillation::angles)) {
        NDArray student = rows(2, values);
        student.setRequiresGradient(true);
        NDArray teacher = rows(2, values).mul(2).add(1);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          collector.backward(loss.apply(student, teacher));
        }
        for (float gradient : student.getGradient().toFloatArray()) {
          assertTrue(Float.isFinite(gradient), "gradient " + gradient);
        }
      }
    }
  }

  /** Two items of classes weighed 1 and 3, of probability 1/2 and 1/4. */
  @Test
  void rareClassesWeighMoreInTheWeightedCrossEntropy() {
    NDArray logits = rows(2, 0, 0, (float) Math.log(3), 0);
    NDArray labels = manager.create(new long[] {0, 1});
    assertEquals(
        (Math.log(2) + 3 * Math.log(4)) / 4,
        Distillation.weightedCrossEntropy(logits, labels, manager.create(new float[] {1, 3}))
            .getFloat(),
        1e-6);
  }
}
