package io.retort.model;

import static io.retort.model.Layers.activated;
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
 * ShuffleNetV2 x1.0 (Ma et al. 2018, Table 5). Input (N, channels, side, side), output logits (N,
 * classes); taps {@code stage2} to {@code stage4} as the paper counts them, and {@code conv5}.
 *
 * @param divisor of all widths: 1 as published, more for runs on a CPU; an odd width loses one
 * @param unitDivisor of the stages' numbers of units, likewise
 */
public record ShuffleNetV2(int channels, int side, int classes, int divisor, int unitDivisor)
    implements Network {
  private static final int STEM = 24;
  private static final int LAST = 1024;
  private static final int[] WIDTHS = {116, 232, 464};
  private static final int[] BLOCKS = {4, 8, 4};

  /** Checks the sizes. */
  public ShuffleNetV2 {
    Network.check(channels, side, 32, classes);
    Network.narrowed(STEM, divisor);
    Network.narrowed(LAST, divisor);
  }

  /** As published. */
  public ShuffleNetV2(int channels, int side, int classes) {
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
              y = run.tap("conv5", run.child("conv5", y));
              return run.child("fc", run.globalAverage(y));
            });
    int in = STEM / divisor;
    net.with("conv1", activated(conv(channels, in, 3, 2), norm(in), Layers::relu));
    for (int s = 0; s < WIDTHS.length; s++) {
      NamedBlock stage = NamedBlock.chain();
      for (int i = 0; i < Network.fewer(BLOCKS[s], unitDivisor); i++) {
        int out = WIDTHS[s] / divisor / 2 * 2;
        stage.with(Integer.toString(i), unit(in, out, i == 0 ? 2 : 1));
        in = out;
      }
      net.with("stage" + (s + 2), stage);
    }
    int last = LAST / divisor;
    return net.with("conv5", activated(conv(in, last, 1, 1), norm(last), Layers::relu))
        .with("fc", linear(last, classes));
  }

  static NamedBlock unit(int in, int out, int stride) {
    int half = out / 2;
    NamedBlock right =
        NamedBlock.of(
                (run, x) -> {
                  NDArray y = relu(run.child("1", run.child("0", x)));
                  y = run.child("4", run.child("3", y));
                  return relu(run.child("6", run.child("5", y)));
                })
            .with("0", conv(stride > 1 ? in : half, half, 1, 1))
            .with("1", norm(half))
            .with("3", depthwise(half, 3, stride))
            .with("4", norm(half))
            .with("5", conv(half, half, 1, 1))
            .with("6", norm(half));
    if (stride == 1) {
      return NamedBlock.of(
              (run, x) -> {
                NDList halves = x.split(2, 1);
                return shuffled(halves.get(0), run.child("branch2", halves.get(1)));
              })
          .with("branch2", right);
    }
    NamedBlock left =
        NamedBlock.of(
                (run, x) -> {
                  NDArray y = run.child("1", run.child("0", x));
                  return relu(run.child("3", run.child("2", y)));
                })
            .with("0", depthwise(in, 3, stride))
            .with("1", norm(in))
            .with("2", conv(in, half, 1, 1))
            .with("3", norm(half));
    return NamedBlock.of((run, x) -> shuffled(run.child("branch1", x), run.child("branch2", x)))
        .with("branch1", left)
        .with("branch2", right);
  }

  /** Channels of the two halves in turn. */
  private static NDArray shuffled(NDArray left, NDArray right) {
    return Layers.shuffle(NDArrays.concat(new NDList(left, right), 1), 2);
  }

  @Override
  public List<String> taps() {
    return List.of("stage2", "stage3", "stage4", "conv5");
  }

  @Override
  public String head() {
    return "fc";
  }
}
