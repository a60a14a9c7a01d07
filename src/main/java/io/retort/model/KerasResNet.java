package io.retort.model;

import static io.retort.model.Layers.linear;

import java.util.List;

/**
 * ResNet in the form of Keras, with khan2022's head: convolutions with biases, strides in the first
 * 1 x 1 convolution of a stage, batch norms of epsilon 1.001e-5 that keep 0.99 of their statistics;
 * then global average, dropout 0.5, batch norm, fully connected layer. Of depth 50 with 2 classes
 * it has 23,542,786 trainable parameters (khan2022, Section 3.1) of 23,600,002.
 *
 * <p>Input (N, channels, side, side), output logits (N, classes); taps as in {@link ResNet}.
 *
 * @param depth 50 or 101
 * @param divisor of all widths: 1 as published, more for runs on a CPU
 * @param share of each batch's statistics in the running ones: 0.01 as published, more where there
 *     are few batches
 */
public record KerasResNet(int depth, int channels, int side, int classes, int divisor, float share)
    implements Network {
  /** Keras's default, of which the text says nothing else. */
  public static final float SHARE = .01f;

  private static final float EPSILON = 1.001e-5f;
  private static final float HEAD_EPSILON = 1e-3f;
  private static final float DROPOUT = .5f;

  /** Checks the sizes. */
  public KerasResNet {
    if (depth != 50 && depth != 101) {
      throw new IllegalArgumentException("depth [%d] must be 50 or 101".formatted(depth));
    }
    Network.check(channels, side, 32, classes);
    Network.narrowed(Residual.WIDTHS[0], divisor);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share [%s] must be above 0, at most 1".formatted(share));
    }
  }

  /** As published. */
  public KerasResNet(int depth, int channels, int side, int classes) {
    this(depth, channels, side, classes, 1, SHARE);
  }

  @Override
  public NamedBlock block() {
    int last = Network.narrowed(Residual.WIDTHS[3], divisor) * Residual.EXPANSION;
    return Residual.stages(
            channels,
            true,
            norm(Network.narrowed(Residual.WIDTHS[0], divisor)),
            divisor,
            Residual.depth(depth),
            Residual.EXPANSION,
            this::unit)
        .with(
            "fc",
            NamedBlock.chain()
                .with("dropout", Layers.dropout(DROPOUT, last))
                .with("bn", Layers.norm(last, HEAD_EPSILON, share))
                .with("dense", linear(last, classes)));
  }

  NamedBlock unit(int in, int width, int stride, boolean first) {
    int out = width * Residual.EXPANSION;
    NamedBlock block =
        Residual.bottleneck()
            .with("conv1", conv(in, width, 1, stride))
            .with("bn1", norm(width))
            .with("conv2", conv(width, width, 3, 1))
            .with("bn2", norm(width))
            .with("conv3", conv(width, out, 1, 1))
            .with("bn3", norm(out));
    return first
        ? block.with("downsample", Residual.shortcut(conv(in, out, 1, stride), norm(out)))
        : block;
  }

  private static Layers.Layer conv(int in, int out, int kernel, int stride) {
    return Layers.conv(in, out, kernel, stride, kernel / 2, 1, true);
  }

  private Layers.Layer norm(int width) {
    return Layers.norm(width, EPSILON, share);
  }

  @Override
  public List<String> taps() {
    return Residual.TAPS;
  }

  @Override
  public String head() {
    return "fc.dense";
  }
}
