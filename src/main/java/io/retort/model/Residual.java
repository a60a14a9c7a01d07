package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.relu;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * What residual networks have in common: a stem, four stages of units, and a fully connected layer
 * on the global average.
 */
final class Residual {
  /** Widths of the stages before expansion. */
  static final int[] WIDTHS = {64, 128, 256, 512};

  /** How much wider a bottleneck's output is. */
  static final int EXPANSION = 4;

  /** Taps: {@code stem} has half the image's side, {@code stage4} a thirty-second. */
  static final List<String> TAPS = List.of("stem", "stage1", "stage2", "stage3", "stage4");

  private Residual() {}

  /** Makes units. */
  @FunctionalInterface
  interface Units {
    /**
     * A unit.
     *
     * @param in channels it sees
     * @param width its stage's width before expansion
     * @param stride of the unit
     * @param first whether it opens its stage
     */
    NamedBlock unit(int in, int width, int stride, boolean first);
  }

  /** Units per stage of the depths there are. */
  static int[] depth(int depth) {
    return switch (depth) {
      case 18, 26 -> new int[] {2, 2, 2, 2};
      case 50 -> new int[] {3, 4, 6, 3};
      case 101 -> new int[] {3, 4, 23, 3};
      default ->
          throw new IllegalArgumentException(
              "depth [%d] must be 18, 26, 50 or 101".formatted(depth));
    };
  }

  /**
   * Stem and stages; with a child {@code fc} added it gives logits, else its last map.
   *
   * @param bias whether the stem's convolution has one
   * @param divisor of the published widths
   * @param stages units per stage
   */
  static NamedBlock stages(
      int channels,
      boolean bias,
      Layers.Layer norm,
      int divisor,
      int[] stages,
      int expansion,
      Units units) {
    NamedBlock net =
        NamedBlock.of(
            (run, x) -> {
              NDArray y = run.tap("stem", relu(run.child("bn1", run.child("conv1", x))));
              y = Layers.maxPool(y, 3, 2, 1);
              for (int stage = 1; stage <= WIDTHS.length; stage++) {
                y = run.tap("stage" + stage, run.child("layer" + stage, y));
              }
              return run.has("fc") ? run.child("fc", run.globalAverage(y)) : y;
            });
    int in = Network.narrowed(WIDTHS[0], divisor);
    net.with("conv1", conv(channels, in, 7, 2, 3, 1, bias)).with("bn1", norm);
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      NamedBlock layer = NamedBlock.chain();
      for (int i = 0; i < stages[stage]; i++) {
        int stride = i == 0 && stage > 0 ? 2 : 1;
        int width = Network.narrowed(WIDTHS[stage], divisor);
        layer.with(Integer.toString(i), units.unit(in, width, stride, i == 0));
        in = width * expansion;
      }
      net.with("layer" + (stage + 1), layer);
    }
    return net;
  }

  /** A unit's result on top of what it saw, shaped by {@code downsample} where there is one. */
  static NDArray onTop(NamedBlock.Run run, NDArray x, NDArray y) {
    return relu(y.add(run.has("downsample") ? run.child("downsample", x) : x));
  }

  /**
   * Three convolutions, each normalised, on top of what came in; the children are still missing.
   */
  static NamedBlock bottleneck() {
    return NamedBlock.of(
        (run, x) -> {
          NDArray y = relu(run.child("bn1", run.child("conv1", x)));
          y = relu(run.child("bn2", run.child("conv2", y)));
          return onTop(run, x, run.child("bn3", run.child("conv3", y)));
        });
  }

  /** Convolution and normalisation one after the other. */
  static NamedBlock shortcut(Layers.Layer conv, Layers.Layer norm) {
    return NamedBlock.chain().with("0", conv).with("1", norm);
  }
}
