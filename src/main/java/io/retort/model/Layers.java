package io.retort.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import java.util.function.UnaryOperator;

/** The layers that the networks are made of, each with the channels of its input. */
public final class Layers {
  /** The engine's number of nearest-neighbour interpolation. */
  private static final int NEAREST = 0;

  private Layers() {}

  /**
   * A layer.
   *
   * @param probe a shape of input that fixes its parameters' shapes
   */
  public record Layer(Block block, Shape probe) {}

  /** A convolution without bias, padded so that stride 1 keeps the size. */
  public static Layer conv(int in, int out, int kernel, int stride) {
    return conv(in, out, kernel, stride, kernel / 2, 1, false);
  }

  /** A convolution. */
  public static Layer conv(
      int in, int out, int kernel, int stride, int padding, int groups, boolean bias) {
    return new Layer(
        Conv2d.builder()
            .setKernelShape(new Shape(kernel, kernel))
            .setFilters(out)
            .optStride(new Shape(stride, stride))
            .optPadding(new Shape(padding, padding))
            .optGroups(groups)
            .optBias(bias)
            .build(),
        new Shape(1, in, kernel, kernel));
  }

  /** A depthwise convolution without bias. */
  public static Layer depthwise(int channels, int kernel, int stride) {
    return conv(channels, channels, kernel, stride, kernel / 2, channels, false);
  }

  /**
   * Batch normalisation with PyTorch's defaults: epsilon 1e-5, a tenth of each batch's statistics.
   */
  public static Layer norm(int channels) {
    return new Layer(BatchNorm.builder().build(), new Shape(1, channels, 1, 1));
  }

  /**
   * Batch normalisation.
   *
   * @param epsilon added to the variance
   * @param share of each batch's statistics in the running ones
   */
  public static Layer norm(int channels, float epsilon, float share) {
    return new Layer(
        BatchNorm.builder().optEpsilon(epsilon).optMomentum(1 - share).build(),
        new Shape(1, channels, 1, 1));
  }

  /** Layer normalisation over the last axis, epsilon 1e-6 as in ConvNeXt. */
  public static Layer layerNorm(int width) {
    return new Layer(LayerNorm.builder().axis(1).optEpsilon(1e-6f).build(), new Shape(1, width));
  }

  /** A fully connected layer. */
  public static Layer linear(int in, int out) {
    return new Layer(Linear.builder().setUnits(out).build(), new Shape(1, in));
  }

  /**
   * Dropout.
   *
   * @param width of its input
   */
  public static Layer dropout(float rate, int width) {
    return new Layer(Dropout.builder().optRate(rate).build(), new Shape(1, width));
  }

  /** A convolution {@code 0}, its normalisation {@code 1}, and an activation. */
  public static NamedBlock activated(Layer conv, Layer norm, UnaryOperator<NDArray> activation) {
    return NamedBlock.of((run, x) -> activation.apply(run.child("1", run.child("0", x))))
        .with("0", conv)
        .with("1", norm);
  }

  /** max(x, 0). */
  public static NDArray relu(NDArray x) {
    return ai.djl.nn.Activation.relu(x);
  }

  /** min(max(x, 0), 6). */
  public static NDArray relu6(NDArray x) {
    return ai.djl.nn.Activation.relu6(x);
  }

  /** x times sigmoid x. */
  public static NDArray silu(NDArray x) {
    return x.mul(ai.djl.nn.Activation.sigmoid(x));
  }

  /** The largest value of each window. */
  public static NDArray maxPool(NDArray x, int kernel, int stride, int padding) {
    return Pool.maxPool2d(
        x,
        new Shape(kernel, kernel),
        new Shape(stride, stride),
        new Shape(padding, padding),
        false);
  }

  /**
   * The mean of each window.
   *
   * @param ceil whether windows may reach over the end
   * @param countPadding whether padding counts as zeros
   */
  public static NDArray avgPool(
      NDArray x, int kernel, int stride, int padding, boolean ceil, boolean countPadding) {
    return Pool.avgPool2d(
        x,
        new Shape(kernel, kernel),
        new Shape(stride, stride),
        new Shape(padding, padding),
        ceil,
        countPadding);
  }

  /** Twice the height and width, each pixel repeated. */
  public static NDArray upsample(NDArray x) {
    Shape shape = x.getShape();
    return x.getNDArrayInternal()
        .interpolation(new long[] {2 * shape.get(2), 2 * shape.get(3)}, NEAREST, false);
  }

  /** Channels of each group in turn (Zhang et al. 2018, Figure 1). */
  public static NDArray shuffle(NDArray x, int groups) {
    Shape shape = x.getShape();
    return x.reshape(shape.get(0), groups, shape.get(1) / groups, shape.get(2), shape.get(3))
        .transpose(0, 2, 1, 3, 4)
        .reshape(shape);
  }

  /**
   * The same maps, laid out so that a pixel's channels are neighbours in memory; so is what the
   * engine makes of them.
   *
   * @param x shape (N, C, H, W), as is the result
   */
  public static NDArray channelsLast(NDArray x) {
    Shape shape = x.getShape();
    return x.transpose(0, 2, 3, 1)
        .reshape(-1) // a copy in the new order
        .reshape(shape.get(0), shape.get(2), shape.get(3), shape.get(1))
        .transpose(0, 3, 1, 2);
  }

  /** All maps of an item in one row, shape (N, C x H x W). */
  public static NDArray flatten(NDArray x) {
    return x.reshape(x.getShape().get(0), x.getShape().slice(1).size());
  }

  /** The mean over height and width, shape (N, C). */
  static NDArray globalAverage(NDArray x) {
    Shape shape = x.getShape();
    return x.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3)).mean(new int[] {2});
  }
}
