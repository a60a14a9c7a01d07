package io.retort.model;

import static io.retort.model.Layers.relu;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * khan2022's Distilled Student Network (Section 3.1, Figure 3; sizes from the authors' notebooks):
 * three 3 x 3 convolutions without padding, 128, 64 and 32 filters, ReLU after each, pooling by 2
 * after the first two, dropout 0.25, one fully connected layer. With 224 x 224 x 3 images and 2
 * classes it has 268,898 parameters, as the paper counts.
 *
 * <p>Input (N, channels, side, side), output logits (N, classes); taps {@code conv1} to {@code
 * conv3}, after ReLU and pooling.
 */
public record DsNet(int channels, int side, int classes) implements Network {
  private static final int[] WIDTHS = {128, 64, 32};
  private static final float DROPOUT = .25f;

  /** Checks the sizes. */
  public DsNet {
    Network.check(channels, side, 18, classes);
  }

  @Override
  public NamedBlock block() {
    NamedBlock net =
        NamedBlock.of(
            (run, x) -> {
              NDArray y = x;
              for (int i = 1; i <= WIDTHS.length; i++) {
                y = relu(run.child("conv" + i, y));
                y = run.tap("conv" + i, i < WIDTHS.length ? Layers.maxPool(y, 2, 2, 0) : y);
              }
              return run.child("fc", run.child("dropout", Layers.flatten(y)));
            });
    int in = channels;
    int size = side;
    for (int i = 1; i <= WIDTHS.length; i++) {
      net.with("conv" + i, Layers.conv(in, WIDTHS[i - 1], 3, 1, 0, 1, true));
      in = WIDTHS[i - 1];
      size = i < WIDTHS.length ? (size - 2) / 2 : size - 2;
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
