package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.linear;
import static io.retort.model.Layers.norm;
import static io.retort.model.Layers.relu;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;

/**
 * Residual networks (He et al. 2016, Table 1), strides in the 3 x 3 convolutions as in the
 * reference implementation. Input (N, channels, side, side), output logits (N, classes); taps
 * {@code stage1} to {@code stage4}, before the global average.
 *
 * @param depth 18, 50 or 101
 */
public record ResNet(int depth, int channels, int side, int classes) implements Network {
  private static final int[] WIDTHS = {64, 128, 256, 512};
  private static final int EXPANSION = 4;

  /** Checks the depth. */
  public ResNet {
    blocks(depth);
  }

  /** Blocks per stage. */
  private static List<Integer> blocks(int depth) {
    return switch (depth) {
      case 18 -> List.of(2, 2, 2, 2);
      case 50 -> List.of(3, 4, 6, 3);
      case 101 -> List.of(3, 4, 23, 3);
      default ->
          throw new IllegalArgumentException("depth [%d] must be 18, 50 or 101".formatted(depth));
    };
  }

  @Override
  public Block block() {
    boolean bottleneck = depth >= 50;
    NamedBlock net =
        NamedBlock.of(
            (run, x) -> {
              var y = relu(run.child("bn1", run.child("conv1", x)));
              y = Layers.maxPool(y, 3, 2, 1);
              for (int stage = 1; stage <= WIDTHS.length; stage++) {
                y = run.tap("stage" + stage, run.child("layer" + stage, y));
              }
              return run.child("fc", Layers.globalAverage(y));
            });
    net.with("conv1", conv(channels, WIDTHS[0], 7, 2, 3, 1, false)).with("bn1", norm(WIDTHS[0]));
    int in = WIDTHS[0];
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      NamedBlock layer = NamedBlock.chain();
      for (int i = 0; i < blocks(depth).get(stage); i++) {
        int stride = i == 0 && stage > 0 ? 2 : 1;
        layer.with(
            Integer.toString(i),
            bottleneck ? bottleneck(in, WIDTHS[stage], stride) : basic(in, WIDTHS[stage], stride));
        in = WIDTHS[stage] * (bottleneck ? EXPANSION : 1);
      }
      net.with("layer" + (stage + 1), layer);
    }
    return net.with("fc", linear(in, classes));
  }

  private static NamedBlock basic(int in, int width, int stride) {
    NamedBlock block =
        NamedBlock.of(
            (run, x) -> {
              var y = relu(run.child("bn1", run.child("conv1", x)));
              y = run.child("bn2", run.child("conv2", y));
              return relu(y.add(run.has("downsample") ? run.child("downsample", x) : x));
            });
    block
        .with("conv1", conv(in, width, 3, stride))
        .with("bn1", norm(width))
        .with("conv2", conv(width, width, 3, 1))
        .with("bn2", norm(width));
    return shortcut(block, in, width, stride);
  }

  private static NamedBlock bottleneck(int in, int width, int stride) {
    int out = width * EXPANSION;
    NamedBlock block =
        NamedBlock.of(
            (run, x) -> {
              var y = relu(run.child("bn1", run.child("conv1", x)));
              y = relu(run.child("bn2", run.child("conv2", y)));
              y = run.child("bn3", run.child("conv3", y));
              return relu(y.add(run.has("downsample") ? run.child("downsample", x) : x));
            });
    block
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
        : block.with(
            "downsample",
            NamedBlock.chain().with("0", conv(in, out, 1, stride)).with("1", norm(out)));
  }

  @Override
  public Shape itemShape() {
    return new Shape(channels, side, side);
  }
}
