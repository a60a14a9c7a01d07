package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.depthwise;
import static io.retort.model.Layers.linear;
import static io.retort.model.Layers.norm;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * MobileNetV1 (Howard et al. 2017, Table 1): depthwise and pointwise convolutions in turn. Input
 * (N, channels, side, side), output logits (N, classes); taps {@code stage1} to {@code stage5}, the
 * last one before the global average.
 *
 * @param divisor of all widths: 1 as published, more for runs on a CPU
 */
public record MobileNetV1(int channels, int side, int classes, int divisor) implements Network {
  private static final int STEM = 32;

  /** Per stage: output width, stride of the first block, number of blocks. */
  private static final int[][] STAGES = {
    {64, 1, 1}, {128, 2, 2}, {256, 2, 2}, {512, 2, 6}, {1024, 2, 2}
  };

  /** Checks the sizes. */
  public MobileNetV1 {
    Network.check(channels, side, 32, classes);
    Network.narrowed(STEM, divisor);
  }

  /** As published. */
  public MobileNetV1(int channels, int side, int classes) {
    this(channels, side, classes, 1);
  }

  @Override
  public NamedBlock block() {
    return trunk()
        .with("classifier", linear(STAGES[STAGES.length - 1][0] / divisor, classes))
        .channelsLast();
  }

  /** The network without its head: gives the map of stage 5. */
  NamedBlock trunk() {
    NamedBlock net =
        NamedBlock.of(
            (run, x) -> {
              NDArray y = Layers.relu6(run.child("bn1", run.child("conv_stem", x)));
              y = run.child("blocks", y);
              return run.has("classifier") ? run.child("classifier", run.globalAverage(y)) : y;
            });
    int in = STEM / divisor;
    net.with("conv_stem", conv(channels, in, 3, 2)).with("bn1", norm(in));
    NamedBlock stages =
        NamedBlock.chain(
            Map.of("0", "stage1", "1", "stage2", "2", "stage3", "3", "stage4", "4", "stage5"));
    for (int s = 0; s < STAGES.length; s++) {
      NamedBlock stage = NamedBlock.chain();
      for (int i = 0; i < STAGES[s][2]; i++) {
        int out = STAGES[s][0] / divisor;
        stage.with(Integer.toString(i), separable(in, out, i == 0 ? STAGES[s][1] : 1));
        in = out;
      }
      stages.with(Integer.toString(s), stage);
    }
    return net.with("blocks", stages);
  }

  static NamedBlock separable(int in, int out, int stride) {
    return NamedBlock.of(
            (run, x) -> {
              NDArray y = Layers.relu6(run.child("bn1", run.child("conv_dw", x)));
              return Layers.relu6(run.child("bn2", run.child("conv_pw", y)));
            })
        .with("conv_dw", depthwise(in, 3, stride))
        .with("bn1", norm(in))
        .with("conv_pw", conv(in, out, 1, 1))
        .with("bn2", norm(out));
  }

  @Override
  public List<String> taps() {
    return List.of("stage1", "stage2", "stage3", "stage4", "stage5");
  }

  @Override
  public String head() {
    return "classifier";
  }
}
