package io.retort.loss;

import static io.retort.loss.Distillation.constant;
import static io.retort.loss.Distillation.scaled;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * Losses between relations that student and teacher see within a batch or within an item: pure
 * functions. The teacher's tensors carry no gradient. Rows are items' embeddings, shape (N, F),
 * whose length may differ between student and teacher.
 */
public final class RelationalDistillation {
  private static final int[] LAST = {-1};
  private static final double SMALLEST = 1e-12;

  private RelationalDistillation() {}

  /**
   * RKD's distances (Park et al. 2019, Equations 6 to 8): the mean Huber loss of the distances
   * between items, each in units of their mean.
   *
   * @return scalar
   */
  public static NDArray distances(NDArray student, NDArray teacher) {
    return huber(relative(student), relative(teacher));
  }

  /** Distances between rows in units of the mean over pairs of two, shape (N, N). */
  private static NDArray relative(NDArray rows) {
    NDArray squares = rows.square().sum(LAST, true);
    NDArray products = rows.matMul(rows.transpose());
    NDArray square = squares.add(squares.transpose()).sub(scaled(products, 2));
    NDArray apart = rows.getManager().eye((int) rows.getShape().get(0)).neg().add(1);
    NDArray distances = square.maximum(constant(rows, SMALLEST)).sqrt().mul(apart);
    double pairs = Math.max(1, rows.getShape().get(0) * (rows.getShape().get(0) - 1.0));
    NDArray mean = scaled(distances.sum(), 1 / pairs);
    return distances.div(mean.maximum(constant(rows, SMALLEST)));
  }

  /**
   * RKD's angles (Park et al. 2019, Equations 9 to 11): the mean Huber loss of the cosines of the
   * angles that any two items make at a third.
   *
   * @return scalar
   */
  public static NDArray angles(NDArray student, NDArray teacher) {
    return huber(cosines(student), cosines(teacher));
  }

  /** Cosine of the angle at each item between any two, shape (N, N, N). */
  private static NDArray cosines(NDArray rows) {
    NDArray ways = unit(rows.expandDims(0).sub(rows.expandDims(1)));
    return ways.matMul(ways.transpose(0, 2, 1));
  }

  /** Vectors along the last axis divided by their length; those of zeros stay. */
  private static NDArray unit(NDArray vectors) {
    NDArray square = vectors.square().sum(LAST, true);
    return vectors.div(square.maximum(constant(vectors, SMALLEST * SMALLEST)).sqrt());
  }

  /** The mean of d^2 / 2 where a difference is below 1, of |d| - 1/2 elsewhere. */
  private static NDArray huber(NDArray first, NDArray second) {
    NDArray apart = first.sub(second).abs();
    NDArray near = apart.minimum(constant(apart, 1));
    return near.mul(apart.sub(scaled(near, .5))).mean();
  }

  /**
   * Relations within an item (Wang et al. 2023, SSD-KD): root mean squared error of the products of
   * each two channels, over C H W.
   *
   * @param student maps of the teacher's width, shape (N, C, H, W)
   * @return scalar
   */
  public static NDArray channelRelations(NDArray student, NDArray teacher) {
    NDArray error = products(student).sub(products(teacher)).square().mean();
    return error.maximum(constant(error, SMALLEST * SMALLEST)).sqrt();
  }

  private static NDArray products(NDArray maps) {
    Shape shape = maps.getShape();
    NDArray rows = maps.reshape(shape.get(0), shape.get(1), -1);
    double values = shape.slice(1).size();
    return scaled(rows.matMul(rows.transpose(0, 2, 1)), 1 / values);
  }

  /**
   * How like each item seen one way is to each item seen another way: cosines, shape (N, N).
   * Student's and teacher's are compared as logits are (Xu et al. 2020, SSKD, Equation 4).
   */
  public static NDArray similarities(NDArray oneWay, NDArray another) {
    return unit(oneWay).matMul(unit(another).transpose());
  }
}
