package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.layerNorm;
import static io.retort.model.Layers.linear;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * ConvNeXt-Base (Liu et al. 2022, Section 3). Input (N, channels, side, side), output logits (N,
 * classes); taps {@code stage1} to {@code stage4}.
 *
 * @param divisor of all widths: 1 as published, more for runs on a CPU
 * @param unitDivisor of the stages' numbers of units, likewise
 */
public record ConvNeXt(int channels, int side, int classes, int divisor, int unitDivisor)
    implements Network {
  private static final int[] WIDTHS = {128, 256, 512, 1024};
  private static final int[] BLOCKS = {3, 3, 27, 3};
  private static final int EXPANSION = 4;
  private static final float LAYER_SCALE = 1e-6f;
  private static final float STOCHASTIC_DEPTH = .5f;

  /** Checks the sizes. */
  public ConvNeXt {
    Network.check(channels, side, 32, classes);
    Network.narrowed(WIDTHS[0], divisor);
  }

  /** As published. */
  public ConvNeXt(int channels, int side, int classes) {
    this(channels, side, classes, 1, 1);
  }

  @Override
  public NamedBlock block() {
    int[] widths = Arrays.stream(WIDTHS).map(w -> w / divisor).toArray();
    NamedBlock features =
        NamedBlock.chain(Map.of("1", "stage1", "3", "stage2", "5", "stage3", "7", "stage4"));
    features.with(
        "0",
        NamedBlock.of((run, x) -> normed(run, "1", run.child("0", x)))
            .with("0", conv(channels, widths[0], 4, 4, 0, 1, true))
            .with("1", layerNorm(widths[0])));
    int[] blocks = Arrays.stream(BLOCKS).map(b -> Network.fewer(b, unitDivisor)).toArray();
    int total = Arrays.stream(blocks).sum();
    int done = 0;
    for (int s = 0; s < widths.length; s++) {
      if (s > 0) {
        features.with(
            Integer.toString(2 * s),
            NamedBlock.of((run, x) -> run.child("1", normed(run, "0", x)))
                .with("0", layerNorm(widths[s - 1]))
                .with("1", conv(widths[s - 1], widths[s], 2, 2, 0, 1, true)));
      }
      NamedBlock stage = NamedBlock.chain();
      for (int i = 0; i < blocks[s]; i++) {
        stage.with(Integer.toString(i), unit(widths[s], STOCHASTIC_DEPTH * done++ / (total - 1)));
      }
      features.with(Integer.toString(2 * s + 1), stage);
    }
    int last = widths[widths.length - 1];
    return NamedBlock.of(
            (run, x) -> run.child("classifier", run.globalAverage(run.child("features", x))))
        .with("features", features)
        .with(
            "classifier",
            NamedBlock.chain().with("0", layerNorm(last)).with("2", linear(last, classes)))
        .channelsLast();
  }

  /** Normalises over channels: they go last and come back. */
  private static NDArray normed(NamedBlock.Run run, String name, NDArray x) {
    return run.child(name, x.transpose(0, 2, 3, 1)).transpose(0, 3, 1, 2);
  }

  static NamedBlock unit(int width, float drop) {
    NamedBlock block =
        NamedBlock.of(
                (run, x) -> {
                  NDArray y = run.child("0", x).transpose(0, 2, 3, 1);
                  y = Activation.gelu(run.child("3", run.child("2", y)));
                  return run.child("5", y).transpose(0, 3, 1, 2);
                })
            .with("0", conv(width, width, 7, 1, 3, width, true))
            .with("2", layerNorm(width))
            .with("3", linear(width, EXPANSION * width))
            .with("5", linear(EXPANSION * width, width));
    return NamedBlock.of(
            (run, x) -> {
              NDArray y = run.child("block", x).mul(run.tensor("layer_scale", x));
              return run.dropRows(y, drop).add(x);
            })
        .withTensor("layer_scale", new Shape(width, 1, 1), LAYER_SCALE)
        .with("block", block);
  }

  @Override
  public List<String> taps() {
    return List.of("stage1", "stage2", "stage3", "stage4");
  }

  @Override
  public String head() {
    return "classifier.2";
  }
}
