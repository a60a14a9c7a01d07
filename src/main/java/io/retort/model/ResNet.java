package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.linear;
import static io.retort.model.Layers.norm;
import static io.retort.model.Layers.relu;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Residual networks (He et al. 2016, Table 1), strides in the 3 x 3 convolutions as in the
 * reference implementation. Input (N, channels, side, side), output logits (N, classes); taps
 * {@code stem} and {@code stage1} to {@code stage4}, before the global average.
 *
 * @param depth 18, 50 or 101
 * @param divisor of all widths: 1 as published, more for runs on a CPU
 */
public record ResNet(int depth, int channels, int side, int classes, int divisor)
    implements Network {
  /** Depths from here on have bottlenecks. */
  private static final int BOTTLENECKS = 50;

  /** Checks the sizes. */
  public ResNet {
    Residual.depth(depth);
    Network.check(channels, side, 32, classes);
    Network.narrowed(Residual.WIDTHS[0], divisor);
  }

  /** As published. */
  public ResNet(int depth, int channels, int side, int classes) {
    this(depth, channels, side, classes, 1);
  }

  @Override
  public NamedBlock block() {
    return trunk().with("fc", linear(width(), classes));
  }

  /** The network without its head: gives the map of stage 4. */
  NamedBlock trunk() {
    boolean deep = depth >= BOTTLENECKS;
    return Residual.stages(
        channels,
        false,
        norm(Network.narrowed(Residual.WIDTHS[0], divisor)),
        divisor,
        Residual.depth(depth),
        deep ? Residual.EXPANSION : 1,
        (in, width, stride, first) ->
            deep ? bottleneck(in, width, stride) : basic(in, width, stride));
  }

  /** Channels of stage 4. */
  private int width() {
    return Network.narrowed(Residual.WIDTHS[3], divisor)
        * (depth >= BOTTLENECKS ? Residual.EXPANSION : 1);
  }

  static NamedBlock basic(int in, int width, int stride) {
    NamedBlock block =
        NamedBlock.of(
            (run, x) -> {
              NDArray y = relu(run.child("bn1", run.child("conv1", x)));
              return Residual.onTop(run, x, run.child("bn2", run.child("conv2", y)));
            });
    block
        .with("conv1", conv(in, width, 3, stride))
        .with("bn1", norm(width))
        .with("conv2", conv(width, width, 3, 1))
        .with("bn2", norm(width));
    return shortcut(block, in, width, stride);
  }

  static NamedBlock bottleneck(int in, int width, int stride) {
    int out = width * Residual.EXPANSION;
    NamedBlock block =
        Residual.bottleneck()
            .with("conv1", conv(in, width, 1, 1))
            .with("bn1", norm(width))
            .with("conv2", conv(width, width, 3, stride))
            .with("bn2", norm(width))
            .with("conv3", conv(width, out, 1, 1))
            .with("bn3", norm(out));
    return shortcut(block, in, out, stride);
  }

  /** A 1 x 1 convolution beside the block where size or width change. */
  private static NamedBlock shortcut(NamedBlock block, int in, int out, int stride) {
    return stride == 1 && in == out
        ? block
        : block.with("downsample", Residual.shortcut(conv(in, out, 1, stride), norm(out)));
  }

  @Override
  public List<String> taps() {
    return Residual.TAPS;
  }

  @Override
  public String head() {
    return "fc";
  }
}
