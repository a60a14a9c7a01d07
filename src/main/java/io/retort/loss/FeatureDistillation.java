package io.retort.loss;

import static io.retort.loss.Distillation.constant;
import static io.retort.loss.Distillation.scaled;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;

/**
 * Losses between feature maps of student and teacher: pure functions. Maps have shape (N, C, H, W),
 * float32; the teacher's carry no gradient. Where channels must agree, an adapter has made them so.
 */
public final class FeatureDistillation {
  private static final int[] CHANNELS = {1};
  private static final double SMALLEST_NORM = 1e-12;

  private FeatureDistillation() {}

  /**
   * FitNet (Romero et al. 2015, Equation 3): mean squared error of maps of one shape.
   *
   * @return scalar
   */
  public static NDArray fitNet(NDArray student, NDArray teacher) {
    return student.sub(teacher).square().mean();
  }

  /**
   * Attention transfer (Zagoruyko and Komodakis 2017, Equation 2 with p = 2): mean squared
   * difference of the maps' energies, each item's of length 1. The larger map is averaged to the
   * smaller one's size first.
   *
   * @throws IllegalArgumentException when one size does not divide the other
   * @return scalar
   */
  public static NDArray attentionTransfer(NDArray student, NDArray teacher) {
    long ours = student.getShape().get(2);
    long theirs = teacher.getShape().get(2);
    NDArray s = ours > theirs ? averaged(student, theirs) : student;
    NDArray t = theirs > ours ? averaged(teacher, ours) : teacher;
    return attention(s).sub(attention(t)).square().mean();
  }

  /** Maps averaged to a smaller side. */
  public static NDArray averaged(NDArray maps, long side) {
    long size = maps.getShape().get(2);
    if (size % side != 0) {
      throw new IllegalArgumentException(
          "a map of side [%d] must be a whole multiple of [%d]".formatted(size, side));
    }
    Shape window = new Shape(size / side, size / side);
    return Pool.avgPool2d(maps, window, window, new Shape(0, 0), false, true);
  }

  /** Where a map is strong: the channels' mean square, each item's of length 1, shape (N, H W). */
  static NDArray attention(NDArray maps) {
    NDArray energy = maps.square().mean(CHANNELS);
    return unitRows(energy.reshape(energy.getShape().get(0), -1));
  }

  /** Rows divided by their length; the gradient of a row of zeros is finite. */
  public static NDArray unitRows(NDArray rows) {
    NDArray square = rows.square().sum(CHANNELS, true);
    return rows.div(square.maximum(constant(rows, SMALLEST_NORM * SMALLEST_NORM)).sqrt());
  }

  /**
   * SRRL (Yang et al. 2021, Equations 2 and 4): mean squared errors of the maps and of what the
   * teacher's own classifier makes of them.
   *
   * @param student maps in the teacher's width
   * @param through the teacher's classifier's logits of the student's maps, shape (N, classes)
   * @param teacherLogits of its own maps
   * @return scalar
   */
  public static NDArray softmaxRegression(
      NDArray student, NDArray teacher, NDArray through, NDArray teacherLogits) {
    return fitNet(student, teacher).add(through.sub(teacherLogits).square().mean());
  }

  /**
   * SemCKD's weights (Chen et al. 2021, Equations 3 and 4): how much each item's map of a student's
   * layer is to learn from each of the teacher's layers.
   *
   * @param query of the student's layer, rows of length 1, shape (N, F)
   * @param keys of the teacher's layers, likewise
   * @return shape (N, layers), rows add up to 1
   */
  public static NDArray semanticAttention(NDArray query, NDList keys) {
    NDList energies = new NDList();
    for (NDArray key : keys) {
      energies.add(query.mul(key).sum(CHANNELS, true));
    }
    return NDArrays.concat(energies, 1).softmax(1);
  }

  /** Rows of items' similarities as SemCKD takes them: each of length 1, shape (N, N). */
  public static NDArray similarityRows(NDArray maps) {
    return similarities(maps);
  }

  /**
   * Mean squared error item by item, the larger of two maps averaged to the smaller one's side.
   *
   * @return shape (N, 1)
   */
  public static NDArray perItem(NDArray student, NDArray teacher) {
    long ours = student.getShape().get(2);
    long theirs = teacher.getShape().get(2);
    NDArray s = ours > theirs ? averaged(student, theirs) : student;
    NDArray t = theirs > ours ? averaged(teacher, ours) : teacher;
    return s.sub(t).square().reshape(s.getShape().get(0), -1).mean(CHANNELS, true);
  }

  /**
   * SP (Tung and Mori 2019, Equations 1 to 4): squared difference of the items' similarities, rows
   * of length 1, over b^2.
   *
   * @return scalar
   */
  public static NDArray similarityPreserving(NDArray student, NDArray teacher) {
    double items = student.getShape().get(0);
    NDArray difference = similarities(student).sub(similarities(teacher));
    return scaled(difference.square().sum(), 1 / (items * items));
  }

  private static NDArray similarities(NDArray maps) {
    NDArray rows = maps.reshape(maps.getShape().get(0), -1);
    return unitRows(rows.matMul(rows.transpose()));
  }

  /**
   * VID (Ahn et al. 2019, Equation 6): Gaussian negative log-likelihood without its constant, the
   * mean over all values; the variance of a channel is softplus(rho) + epsilon.
   *
   * @param mean predicted of the teacher's maps, of their shape
   * @param rho shape (C)
   * @return scalar
   */
  public static NDArray vid(NDArray mean, NDArray rho, NDArray teacher, double epsilon) {
    NDArray variance = Activation.softPlus(rho).add(constant(rho, epsilon)).reshape(1, -1, 1, 1);
    NDArray likelihood = mean.sub(teacher).square().div(variance).add(variance.log());
    return scaled(likelihood.mean(), .5);
  }

  /** Two 3 x 3 convolutions that restore a masked map: weights (C, C, 3, 3), biases (C). */
  public record Generation(NDArray weight1, NDArray bias1, NDArray weight2, NDArray bias2) {}

  /**
   * MGD (Yang et al. 2022, Equations 1 to 3): alpha / N times the squared error of the teacher's
   * maps as two convolutions restore them from the student's masked ones.
   *
   * @param mask 1 for the channels that stay, else 0; shape (N, C, 1, 1)
   * @return scalar
   */
  public static NDArray mgd(
      NDArray student, NDArray teacher, NDArray mask, Generation generation, double alpha) {
    NDArray hidden =
        Activation.relu(conv(student.mul(mask), generation.weight1(), generation.bias1()));
    return restored(conv(hidden, generation.weight2(), generation.bias2()), teacher, alpha);
  }

  /**
   * MGD of maps that were restored already: alpha / N times the squared error.
   *
   * @return scalar
   */
  public static NDArray restored(NDArray restored, NDArray teacher, double alpha) {
    return scaled(restored.sub(teacher).square().sum(), alpha / teacher.getShape().get(0));
  }

  private static NDArray conv(NDArray x, NDArray weight, NDArray bias) {
    Shape ones = new Shape(1, 1);
    return Conv2d.conv2d(x, weight, bias, ones, ones, ones, 1).singletonOrThrow();
  }

  /**
   * CWD (Shu et al. 2021, Equations 4 and 5): T^2 KL(teacher || student) of each channel's
   * distribution over the pixels, divided by N C.
   *
   * @param temperature T > 0
   * @return scalar
   */
  public static NDArray channelWise(NDArray student, NDArray teacher, double temperature) {
    NDArray s = pixels(student, temperature);
    NDArray t = pixels(teacher, temperature);
    NDArray divergence = t.softmax(1).mul(t.logSoftmax(1).sub(s.logSoftmax(1))).sum();
    return scaled(divergence, temperature * temperature / t.getShape().get(0));
  }

  /** A row for each channel of each item. */
  private static NDArray pixels(NDArray maps, double temperature) {
    Shape shape = maps.getShape();
    return Distillation.softened(
        maps.reshape(shape.get(0) * shape.get(1), shape.get(2) * shape.get(3)), temperature);
  }
}
