package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.depthwise;
import static io.retort.model.Layers.linear;
import static io.retort.model.Layers.norm;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

/**
 * MobileNetV1 (Howard et al. 2017, Table 1): depthwise and pointwise convolutions in turn. Input
 * (N, channels, side, side), output logits (N, classes); taps {@code stage1} to {@code stage5}, the
 * last one before the global average.
 */
public record MobileNetV1(int channels, int side, int classes) implements Network {
  private static final int STEM = 32;

  /** Per stage: output width, stride of the first block, number of blocks. */
  private static final int[][] STAGES = {
    {64, 1, 1}, {128, 2, 2}, {256, 2, 2}, {512, 2, 6}, {1024, 2, 2}
  };

  @Override
  public Block block() {
    NamedBlock net =
        NamedBlock.of(
            (run, x) -> {
              var y = Layers.relu6(run.child("bn1", run.child("conv_stem", x)));
              y = run.child("blocks", y);
              return run.child("classifier", Layers.globalAverage(y));
            });
    net.with("conv_stem", conv(channels, STEM, 3, 2)).with("bn1", norm(STEM));
    NamedBlock stages =
        NamedBlock.of(
            (run, x) -> {
              var y = x;
              for (String stage : run.names()) {
                y = run.tap("stage" + (Integer.parseInt(stage) + 1), run.child(stage, y));
              }
              return y;
            });
    int in = STEM;
    for (int s = 0; s < STAGES.length; s++) {
      NamedBlock stage = NamedBlock.chain();
      for (int i = 0; i < STAGES[s][2]; i++) {
        stage.with(Integer.toString(i), separable(in, STAGES[s][0], i == 0 ? STAGES[s][1] : 1));
        in = STAGES[s][0];
      }
      stages.with(Integer.toString(s), stage);
    }
    return net.with("blocks", stages).with("classifier", linear(in, classes));
  }

  private static NamedBlock separable(int in, int out, int stride) {
    return NamedBlock.of(
            (run, x) -> {
              var y = Layers.relu6(run.child("bn1", run.child("conv_dw", x)));
              return Layers.relu6(run.child("bn2", run.child("conv_pw", y)));
            })
        .with("conv_dw", depthwise(in, 3, stride))
        .with("bn1", norm(in))
        .with("conv_pw", conv(in, out, 1, 1))
        .with("bn2", norm(out));
  }

  @Override
  public Shape itemShape() {
    return new Shape(channels, side, side);
  }
}
