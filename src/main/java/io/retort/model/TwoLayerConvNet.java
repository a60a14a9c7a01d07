package io.retort.model;

import java.util.List;

/**
 * The two-layer network of vanmolle2021, Section 4.2: a 3 x 3 convolution without padding, ReLU,
 * and one fully connected layer. Input (N, channels, side, side), output logits (N, classes); tap
 * {@code conv}, after ReLU.
 */
public record TwoLayerConvNet(int channels, int side, int filters, int classes) implements Network {
  private static final int KERNEL = 3;

  /** Checks that sizes are positive and the image holds the kernel. */
  public TwoLayerConvNet {
    Network.check(channels, side, KERNEL, classes);
    if (filters < 1 || classes < 2) {
      throw new IllegalArgumentException(
          "filters [%d] must be >= 1, classes [%d] >= 2".formatted(filters, classes));
    }
  }

  @Override
  public NamedBlock block() {
    int size = side - KERNEL + 1;
    return NamedBlock.of(
            (run, x) ->
                run.child("fc", Layers.flatten(run.tap("conv", Layers.relu(run.child("conv", x))))))
        .with("conv", Layers.conv(channels, filters, KERNEL, 1, 0, 1, true))
        .with("fc", Layers.linear(filters * size * size, classes));
  }

  @Override
  public List<String> taps() {
    return List.of("conv");
  }

  @Override
  public String head() {
    return "fc";
  }
}
