package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.depthwise;
import static io.retort.model.Layers.linear;
import static io.retort.model.Layers.norm;
import static io.retort.model.Layers.relu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * ShuffleNet 1x with three groups (Zhang et al. 2018, Table 1). Input (N, channels, side, side),
 * output logits (N, classes); taps {@code stage2} to {@code stage4} as the paper counts them.
 *
 * @param divisor of all widths: 1 as published, 2 or 4 for runs on a CPU
 * @param unitDivisor of the stages' numbers of units, likewise
 */
public record ShuffleNetV1(int channels, int side, int classes, int divisor, int unitDivisor)
    implements Network {
  private static final int GROUPS = 3;
  private static final int STEM = 24;
  private static final int[] WIDTHS = {240, 480, 960};
  private static final int[] BLOCKS = {4, 8, 4};

  /** How much narrower a unit is inside, Section 3.3. */
  private static final int BOTTLENECK = 4;

  /** Checks the sizes. */
  public ShuffleNetV1 {
    Network.check(channels, side, 32, classes);
    Network.narrowed(WIDTHS[0] / BOTTLENECK / GROUPS, divisor);
    Network.narrowed(STEM / GROUPS, divisor);
  }

  /** As published. */
  public ShuffleNetV1(int channels, int side, int classes) {
    this(channels, side, classes, 1, 1);
  }

  @Override
  public NamedBlock block() {
    NamedBlock net =
        NamedBlock.of(
            (run, x) -> {
              NDArray y = Layers.maxPool(run.child("conv1", x), 3, 2, 1);
              for (int stage = 2; stage <= 4; stage++) {
                y = run.tap("stage" + stage, run.child("stage" + stage, y));
              }
              return run.child("fc", run.globalAverage(y));
            });
    int in = STEM / divisor;
    net.with("conv1", Layers.activated(conv(channels, in, 3, 2), norm(in), Layers::relu));
    for (int s = 0; s < WIDTHS.length; s++) {
      NamedBlock stage = NamedBlock.chain();
      for (int i = 0; i < Network.fewer(BLOCKS[s], unitDivisor); i++) {
        // the very first pointwise convolution is not grouped: Section 3.3
        int groups = s == 0 && i == 0 ? 1 : GROUPS;
        int out = WIDTHS[s] / divisor;
        stage.with(Integer.toString(i), unit(in, out, i == 0, groups));
        in = out;
      }
      net.with("stage" + (s + 2), stage);
    }
    return net.with("fc", linear(in, classes));
  }

  /** Figure 2 (b) and, where it halves the size, (c). */
  static NamedBlock unit(int in, int out, boolean halves, int groups) {
    int middle = out / BOTTLENECK;
    int added = halves ? out - in : out;
    return NamedBlock.of(
            (run, x) -> {
              NDArray y = relu(run.child("bn1", run.child("conv1", x)));
              y = run.child("bn2", run.child("conv2", Layers.shuffle(y, GROUPS)));
              y = run.child("bn3", run.child("conv3", y));
              return relu(
                  halves
                      ? NDArrays.concat(new NDList(Layers.avgPool(x, 3, 2, 1, false, true), y), 1)
                      : x.add(y));
            })
        .with("conv1", conv(in, middle, 1, 1, 0, groups, false))
        .with("bn1", norm(middle))
        .with("conv2", depthwise(middle, 3, halves ? 2 : 1))
        .with("bn2", norm(middle))
        .with("conv3", conv(middle, added, 1, 1, 0, GROUPS, false))
        .with("bn3", norm(added));
  }

  @Override
  public List<String> taps() {
    return List.of("stage2", "stage3", "stage4");
  }

  @Override
  public String head() {
    return "fc";
  }
}
