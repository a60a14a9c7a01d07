package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.linear;
import static io.retort.model.Layers.norm;
import static io.retort.model.Layers.relu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * Res2Net 26w4s (Gao et al. 2019, doi:10.1109/TPAMI.2019.2938758): a ResNet whose bottlenecks split
 * their channels into four, each part but the last convolved after the one before was added. Input
 * (N, channels, side, side), output logits (N, classes); taps {@code stem} and {@code stage1} to
 * {@code stage4}.
 *
 * @param depth 26, 50 or 101
 * @param divisor of all widths: 1 as published, more for runs on a CPU
 */
public record Res2Net(int depth, int channels, int side, int classes, int divisor)
    implements Network {
  private static final int PUBLISHED_DEPTH = 101;
  private static final int LEAST_DEPTH = 26;
  private static final int SCALE = 4;
  private static final int BASE_WIDTH = 26;

  /** Checks the sizes. */
  public Res2Net {
    Network.check(channels, side, 32, classes);
    Network.narrowed(Residual.WIDTHS[0], divisor);
    if (depth < LEAST_DEPTH) {
      throw new IllegalArgumentException(
          "depth [%d] must be %d to %d: smaller ones have no bottlenecks"
              .formatted(depth, LEAST_DEPTH, PUBLISHED_DEPTH));
    }
    Residual.depth(depth);
  }

  /** Res2Net-101 as published. */
  public Res2Net(int channels, int side, int classes) {
    this(PUBLISHED_DEPTH, channels, side, classes, 1);
  }

  @Override
  public NamedBlock block() {
    return Residual.stages(
            channels,
            false,
            norm(Network.narrowed(Residual.WIDTHS[0], divisor)),
            divisor,
            Residual.depth(depth),
            Residual.EXPANSION,
            Res2Net::split)
        .with("fc", linear(Residual.WIDTHS[3] / divisor * Residual.EXPANSION, classes));
  }

  static NamedBlock split(int in, int planes, int stride, boolean first) {
    int width = planes * BASE_WIDTH / Residual.WIDTHS[0];
    int out = planes * Residual.EXPANSION;
    NamedBlock block =
        NamedBlock.of(
            (run, x) -> {
              NDArray y = relu(run.child("bn1", run.child("conv1", x)));
              NDList parts = y.split(SCALE, 1);
              NDList joined = new NDList();
              NDArray part = parts.get(0);
              for (int i = 0; i < SCALE - 1; i++) {
                part = i == 0 || first ? parts.get(i) : part.add(parts.get(i));
                part = relu(run.child("bns." + i, run.child("convs." + i, part)));
                joined.add(part);
              }
              NDArray last = parts.get(SCALE - 1);
              joined.add(first ? Layers.avgPool(last, 3, stride, 1, false, true) : last);
              y = run.child("bn3", run.child("conv3", NDArrays.concat(joined, 1)));
              return Residual.onTop(run, x, y);
            });
    block.with("conv1", conv(in, width * SCALE, 1, 1)).with("bn1", norm(width * SCALE));
    for (int i = 0; i < SCALE - 1; i++) {
      block.with("convs." + i, conv(width, width, 3, stride)).with("bns." + i, norm(width));
    }
    block.with("conv3", conv(width * SCALE, out, 1, 1)).with("bn3", norm(out));
    return first
        ? block.with("downsample", Residual.shortcut(conv(in, out, 1, stride), norm(out)))
        : block;
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
