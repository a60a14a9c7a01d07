package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.linear;
import static io.retort.model.Layers.norm;
import static io.retort.model.Layers.relu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

/**
 * Res2Net-101 26w4s (Gao et al. 2019, doi:10.1109/TPAMI.2019.2938758): ResNet-101 whose bottlenecks
 * split their channels into four, each part but the last convolved after the one before was added.
 * Input (N, channels, side, side), output logits (N, classes); taps {@code stage1} to {@code
 * stage4}.
 */
public record Res2Net(int channels, int side, int classes) implements Network {
  private static final int[] BLOCKS = {3, 4, 23, 3};
  private static final int[] WIDTHS = {64, 128, 256, 512};
  private static final int STEM = 64;
  private static final int EXPANSION = 4;
  private static final int SCALE = 4;
  private static final int BASE_WIDTH = 26;

  @Override
  public Block block() {
    NamedBlock net =
        NamedBlock.of(
            (run, x) -> {
              NDArray y = relu(run.child("bn1", run.child("conv1", x)));
              y = Layers.maxPool(y, 3, 2, 1);
              for (int stage = 1; stage <= BLOCKS.length; stage++) {
                y = run.tap("stage" + stage, run.child("layer" + stage, y));
              }
              return run.child("fc", Layers.globalAverage(y));
            });
    net.with("conv1", conv(channels, STEM, 7, 2, 3, 1, false)).with("bn1", norm(STEM));
    int in = STEM;
    for (int stage = 0; stage < BLOCKS.length; stage++) {
      NamedBlock layer = NamedBlock.chain();
      for (int i = 0; i < BLOCKS[stage]; i++) {
        layer.with(
            Integer.toString(i), split(in, WIDTHS[stage], i == 0 && stage > 0 ? 2 : 1, i == 0));
        in = WIDTHS[stage] * EXPANSION;
      }
      net.with("layer" + (stage + 1), layer);
    }
    return net.with("fc", linear(in, classes));
  }

  private static NamedBlock split(int in, int planes, int stride, boolean first) {
    int width = planes * BASE_WIDTH / STEM;
    int out = planes * EXPANSION;
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
              return relu(y.add(run.has("downsample") ? run.child("downsample", x) : x));
            });
    block.with("conv1", conv(in, width * SCALE, 1, 1)).with("bn1", norm(width * SCALE));
    for (int i = 0; i < SCALE - 1; i++) {
      block.with("convs." + i, conv(width, width, 3, stride)).with("bns." + i, norm(width));
    }
    block.with("conv3", conv(width * SCALE, out, 1, 1)).with("bn3", norm(out));
    return first
        ? block.with(
            "downsample",
            NamedBlock.chain().with("0", conv(in, out, 1, stride)).with("1", norm(out)))
        : block;
  }

  @Override
  public Shape itemShape() {
    return new Shape(channels, side, side);
  }
}
