package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.depthwise;
import static io.retort.model.Layers.linear;
import static io.retort.model.Layers.norm;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * MobileNetV2 (Sandler et al. 2018, Table 2): inverted residuals with linear bottlenecks. Input (N,
 * channels, side, side), output logits (N, classes); taps {@code stage1} to {@code stage5} where
 * the size is about to be halved or the features end.
 *
 * @param divisor of all widths: 1 as published, more for runs on a CPU
 * @param unitDivisor of the rows' numbers of units, likewise
 */
public record MobileNetV2(int channels, int side, int classes, int divisor, int unitDivisor)
    implements Network {
  private static final int STEM = 32;
  private static final int LAST = 1280;
  private static final int STRIDE = 3;
  private static final float DROPOUT = .2f;

  /** Per row of the paper's Table 2: expansion, output width, blocks, stride of the first block. */
  private static final int[][] ROWS = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  /** Checks the sizes. */
  public MobileNetV2 {
    Network.check(channels, side, 32, classes);
    Network.narrowed(ROWS[0][1], divisor);
    Network.narrowed(ROWS[1][1], divisor);
  }

  /** As published. */
  public MobileNetV2(int channels, int side, int classes) {
    this(channels, side, classes, 1, 1);
  }

  @Override
  public NamedBlock block() {
    NamedBlock features = NamedBlock.chain(places());
    int place = 0;
    int in = STEM / divisor;
    features.with(Integer.toString(place++), activated(conv(channels, in, 3, 2), in));
    for (int[] row : ROWS) {
      int out = row[1] / divisor;
      for (int i = 0; i < Network.fewer(row[2], unitDivisor); i++) {
        features.with(
            Integer.toString(place++), inverted(in, row[0], out, i == 0 ? row[STRIDE] : 1));
        in = out;
      }
    }
    int last = LAST / divisor;
    features.with(Integer.toString(place), activated(conv(in, last, 1, 1), last));
    NamedBlock classifier =
        NamedBlock.chain()
            .with("0", Layers.dropout(DROPOUT, last))
            .with("1", linear(last, classes));
    return NamedBlock.of(
            (run, x) -> run.child("classifier", run.globalAverage(run.child("features", x))))
        .with("features", features)
        .with("classifier", classifier);
  }

  /** The taps by the places of the last units before the size is halved, and of the last layer. */
  Map<String, String> places() {
    Map<String, String> places = new TreeMap<>();
    int place = 0;
    for (int row = 0; row < ROWS.length; row++) {
      if (row > 0 && ROWS[row][STRIDE] > 1) {
        places.put(Integer.toString(place), taps().get(places.size()));
      }
      place += Network.fewer(ROWS[row][2], unitDivisor);
    }
    places.put(Integer.toString(place + 1), taps().get(places.size()));
    return places;
  }

  /** Convolution, normalisation, ReLU6. */
  private static NamedBlock activated(Layers.Layer conv, int out) {
    return Layers.activated(conv, norm(out), Layers::relu6);
  }

  static NamedBlock inverted(int in, int expansion, int out, int stride) {
    int hidden = in * expansion;
    NamedBlock conv = NamedBlock.chain();
    int place = 0;
    if (expansion != 1) {
      conv.with(Integer.toString(place++), activated(conv(in, hidden, 1, 1), hidden));
    }
    conv.with(Integer.toString(place++), activated(depthwise(hidden, 3, stride), hidden))
        .with(Integer.toString(place++), conv(hidden, out, 1, 1))
        .with(Integer.toString(place), norm(out));
    boolean residual = stride == 1 && in == out;
    return NamedBlock.of(
            (run, x) -> {
              NDArray y = run.child("conv", x);
              return residual ? x.add(y) : y;
            })
        .with("conv", conv);
  }

  @Override
  public List<String> taps() {
    return List.of("stage1", "stage2", "stage3", "stage4", "stage5");
  }

  @Override
  public String head() {
    return "classifier.1";
  }
}
