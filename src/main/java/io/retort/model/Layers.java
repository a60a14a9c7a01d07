package io.retort.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;

/** The layers that the networks are made of, each with the channels of its input. */
final class Layers {
  private Layers() {}

  /**
   * A layer.
   *
   * @param probe a shape of input that fixes its parameters' shapes
   */
  record Layer(Block block, Shape probe) {}

  /** A convolution without bias, padded so that stride 1 keeps the size. */
  static Layer conv(int in, int out, int kernel, int stride) {
    return conv(in, out, kernel, stride, kernel / 2, 1, false);
  }

  /** A convolution. */
  static Layer conv(
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
  static Layer depthwise(int channels, int kernel, int stride) {
    return conv(channels, channels, kernel, stride, kernel / 2, channels, false);
  }

  /**
   * Batch normalisation with PyTorch's defaults: epsilon 1e-5, a tenth of each batch's statistics.
   */
  static Layer norm(int channels) {
    return new Layer(BatchNorm.builder().build(), new Shape(1, channels, 1, 1));
  }

  /**
   * Batch normalisation.
   *
   * @param epsilon added to the variance
   * @param share of each batch's statistics in the running ones
   */
  static Layer norm(int channels, float epsilon, float share) {
    return new Layer(
        BatchNorm.builder().optEpsilon(epsilon).optMomentum(1 - share).build(),
        new Shape(1, channels, 1, 1));
  }

  /** Layer normalisation over the last axis, epsilon 1e-6 as in ConvNeXt. */
  static Layer layerNorm(int width) {
    return new Layer(LayerNorm.builder().axis(1).optEpsilon(1e-6f).build(), new Shape(1, width));
  }

  /** A fully connected layer. */
  static Layer linear(int in, int out) {
    return new Layer(Linear.builder().setUnits(out).build(), new Shape(1, in));
  }

  static NDArray relu(NDArray x) {
    return ai.djl.nn.Activation.relu(x);
  }

  static NDArray relu6(NDArray x) {
    return ai.djl.nn.Activation.relu6(x);
  }

  /** x times sigmoid x. */
  static NDArray silu(NDArray x) {
    return x.mul(ai.djl.nn.Activation.sigmoid(x));
  }

  static NDArray maxPool(NDArray x, int kernel, int stride, int padding) {
    return Pool.maxPool2d(
        x,
        new Shape(kernel, kernel),
        new Shape(stride, stride),
        new Shape(padding, padding),
        false);
  }

  static NDArray avgPool(
      NDArray x, int kernel, int stride, int padding, boolean ceil, boolean countPadding) {
    return Pool.avgPool2d(
        x,
        new Shape(kernel, kernel),
        new Shape(stride, stride),
        new Shape(padding, padding),
        ceil,
        countPadding);
  }

  /** The mean over height and width, shape (N, C). */
  static NDArray globalAverage(NDArray x) {
    Shape shape = x.getShape();
    return x.reshape(shape.get(0), shape.get(1), shape.get(2) * shape.get(3)).mean(new int[] {2});
  }
}
