package io.retort.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;

/**
 * The two-layer network of vanmolle2021, Section 4.2: a 3 x 3 convolution without padding, ReLU,
 * and one fully connected layer. Input (N, channels, side, side), output logits (N, classes).
 */
public record TwoLayerConvNet(int channels, int side, int filters, int classes) implements Network {
  private static final int KERNEL = 3;

  /** Checks that sizes are positive and the image holds the kernel. */
  public TwoLayerConvNet {
    if (channels < 1 || filters < 1 || classes < 2 || side < KERNEL) {
      throw new IllegalArgumentException(
          "channels [%d] and filters [%d] must be >= 1, classes [%d] >= 2, side [%d] >= %d"
              .formatted(channels, filters, classes, side, KERNEL));
    }
  }

  @Override
  public Block block() {
    return new SequentialBlock()
        .add(Conv2d.builder().setKernelShape(new Shape(KERNEL, KERNEL)).setFilters(filters).build())
        .add(Activation::relu)
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(classes).build());
  }

  @Override
  public Shape itemShape() {
    return new Shape(channels, side, side);
  }
}
