package io.retort.model;

import static io.retort.model.Layers.relu;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * vanmolle2021's network for CIFAR-10, Section 4.3.1: three 3 x 3 convolutions of 64, 128 and 256
 * filters, each followed by ReLU and pooling by 2; dropout 0.5; one fully connected layer. Nothing
 * is said on padding: there is none here, as in the paper's other network.
 *
 * <p>Input (N, channels, side, side), output logits (N, classes); taps {@code conv1} to {@code
 * conv3}, after pooling.
 *
 * @param filters of the first convolution, 64 in the paper; each next one has twice as many
 */
public record ThreeLayerConvNet(int channels, int side, int filters, int classes)
    implements Network {
  private static final int LAYERS = 3;
  private static final float DROPOUT = .5f;

  /** Checks the sizes. */
  public ThreeLayerConvNet {
    Network.check(channels, side, 22, classes);
    if (filters < 1) {
      throw new IllegalArgumentException("filters [%d] must be >= 1".formatted(filters));
    }
  }

  @Override
  public NamedBlock block() {
    NamedBlock net =
        NamedBlock.of(
            (run, x) -> {
              NDArray y = x;
              for (int i = 1; i <= LAYERS; i++) {
                y = Layers.maxPool(relu(run.child("conv" + i, y)), 2, 2, 0);
                run.tap("conv" + i, y);
              }
              return run.child("fc", run.child("dropout", Layers.flatten(y)));
            });
    int in = channels;
    int out = filters;
    int size = side;
    for (int i = 1; i <= LAYERS; i++) {
      net.with("conv" + i, Layers.conv(in, out, 3, 1, 0, 1, true));
      in = out;
      out *= 2;
      size = (size - 2) / 2;
    }
    return net.with("dropout", Layers.dropout(DROPOUT, in * size * size))
        .with("fc", Layers.linear(in * size * size, classes))
        .channelsLast();
  }

  @Override
  public List<String> taps() {
    return List.of("conv1", "conv2", "conv3");
  }

  @Override
  public String head() {
    return "fc";
  }
}
