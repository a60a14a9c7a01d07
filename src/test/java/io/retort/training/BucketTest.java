package io.retort.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BucketTest {
  private static final int LARGE = 1 << 18;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray weight(long... shape) {
    NDArray weight = manager.arange(new Shape(shape).size()).add(1f).reshape(shape);
    weight.setRequiresGradient(true);
    return weight;
  }

  /** The gradient of half the sum of squares is the weight itself. */
  private static void backward(List<NDArray> weights) {
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = weights.get(0).square().sum();
      for (NDArray weight : weights.subList(1, weights.size())) {
        loss = loss.add(weight.square().sum());
      }
      collector.backward(loss.div(2f));
    }
  }

  @Test
  void smallTensorsAreTogetherInTheirOrderAndALargeOneIsByItself() {
    List<NDArray> weights = List.of(weight(2, 3), weight(4), weight(LARGE + 1), weight(5));
    List<Bucket> buckets = Bucket.of(weights);
    assertEquals(List.of(2, 1, 1), buckets.stream().map(b -> b.weights().size()).toList());
    assertEquals(weights, buckets.stream().flatMap(b -> b.weights().stream()).toList());
    assertEquals(List.of(), Bucket.of(List.of()));
  }

  @Test
  void tensorsOfTwoTypesAreNoBucket() {
    NDArray wide = weight(2).toType(DataType.FLOAT64, true);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new Bucket(List.of(weight(2), wide)));
    assertEquals(
        "weights of data types [float32, float64] must be at least one, and all of one type",
        e.getMessage());
  }

  @Test
  void valuesAndGradientsAreEndToEndAndGradientsAreClearedThen() {
    List<NDArray> weights = List.of(weight(2, 3), weight(4));
    Bucket bucket = Bucket.of(weights).get(0);
    float[] expected = {1, 2, 3, 4, 5, 6, 1, 2, 3, 4};
    assertArrayEquals(expected, bucket.values(manager).toFloatArray());
    for (int step = 0; step < 2; step++) { // a second one does not find the first one's
      backward(weights);
      assertArrayEquals(expected, bucket.gradients(manager).toFloatArray());
    }
    assertArrayEquals(new float[10], bucket.gradients(manager).toFloatArray());
  }

  @Test
  void eachWeightIsMovedByItsOwnPartOfAStep() {
    List<NDArray> weights = List.of(weight(2, 3), weight(1), weight(2, 1, 2));
    Bucket.of(weights).get(0).subtract(manager.arange(11f));
    assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1}, weights.get(0).toFloatArray());
    assertArrayEquals(new float[] {-5}, weights.get(1).toFloatArray());
    assertArrayEquals(new float[] {-6, -6, -6, -6}, weights.get(2).toFloatArray());
  }

  static List<Optimizer> optimizers() {
    return List.of(Adam.of(.1), new Adam(.1, .2, false), new Adam(.1, .2, true), Adadelta.KERAS);
  }

  /** What a tensor becomes does not depend on which others share its bucket. */
  @ParameterizedTest
  @MethodSource("optimizers")
  void tensorsTogetherMoveAsEachDoesAlone(Optimizer optimizer) {
    List<NDArray> together = List.of(weight(2, 3), weight(LARGE), weight(5), weight(7));
    List<NDArray> alone = List.of(weight(2, 3), weight(LARGE), weight(5), weight(7));
    Optimizer.Updates joint = optimizer.start(manager, together);
    List<Optimizer.Updates> single =
        alone.stream().map(weight -> optimizer.start(manager, List.of(weight))).toList();
    for (int step = 0; step < 3; step++) {
      backward(together);
      int held = manager.getManagedArrays().size();
      joint.step();
      assertEquals(held, manager.getManagedArrays().size(), "a step leaves nothing behind");
      backward(alone);
      single.forEach(Optimizer.Updates::step);
    }
    for (int i = 0; i < together.size(); i++) {
      assertArrayEquals(alone.get(i).toFloatArray(), together.get(i).toFloatArray());
    }
  }
}
