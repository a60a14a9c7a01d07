package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.linear;
import static io.retort.model.Layers.silu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * EfficientNet (Tan and Le 2019): B0 as Table 1 gives it, the others by compound scaling. Input (N,
 * channels, side, side), output logits (N, classes); taps {@code stage1} to {@code stage7}, a row
 * of Table 1 each, and {@code head}.
 */
public record EfficientNet(Variant variant, int channels, int side, int classes)
    implements Network {
  private static final int STEM = 32;
  private static final int HEAD_FACTOR = 4;
  private static final int SQUEEZE = 4;
  private static final int DIVISOR = 8;
  private static final float STOCHASTIC_DEPTH = .2f;

  /** Expansion, kernel, stride, width, blocks. */
  private static final int[][] ROWS = {
    {1, 3, 1, 16, 1},
    {6, 3, 2, 24, 2},
    {6, 5, 2, 40, 2},
    {6, 3, 2, 80, 3},
    {6, 5, 1, 112, 3},
    {6, 5, 2, 192, 4},
    {6, 3, 1, 320, 1}
  };

  /**
   * How much wider and deeper than B0; dropout of the head; epsilon and share of the batch norms.
   */
  public enum Variant {
    /**
     * An eighth of B0's width, 8 channels at least, one block a stage: no published network, for
     * smoke runs.
     */
    EIGHTH(.125, .2, .2f, 1e-5f, .1f),
    /** A quarter of B0's width, one block a stage: no published network, for smoke runs. */
    QUARTER(.25, .2, .2f, 1e-5f, .1f),
    /** Half of B0's width, one block a stage: no published network, for runs on a CPU. */
    HALF(.5, .2, .2f, 1e-5f, .1f),
    /** EfficientNet-B0. */
    B0(1, 1, .2f, 1e-5f, .1f),
    /** EfficientNet-B4. */
    B4(1.4, 1.8, .4f, 1e-5f, .1f),
    /** EfficientNet-B7. */
    B7(2, 3.1, .5f, 1e-3f, .01f);

    private final double width;
    private final double depth;
    private final float dropout;
    private final float epsilon;
    private final float share;

    Variant(double width, double depth, float dropout, float epsilon, float share) {
      this.width = width;
      this.depth = depth;
      this.dropout = dropout;
      this.epsilon = epsilon;
      this.share = share;
    }

    /** A width of B0 scaled, a multiple of 8, never less than nine tenths. */
    private int scaled(int b0) {
      return divisible(b0 * width);
    }
  }

  private static int divisible(double width) {
    int rounded = Math.max(DIVISOR, (int) (width + DIVISOR / 2.0) / DIVISOR * DIVISOR);
    return rounded < .9 * width ? rounded + DIVISOR : rounded;
  }

  /** Checks the sizes. */
  public EfficientNet {
    Network.check(channels, side, 32, classes);
  }

  @Override
  public NamedBlock block() {
    Map<String, String> taps = new TreeMap<>();
    for (int place = 1; place <= taps().size(); place++) {
      taps.put(Integer.toString(place), taps().get(place - 1));
    }
    NamedBlock features = NamedBlock.chain(taps);
    int in = variant.scaled(STEM);
    features.with("0", activated(conv(channels, in, 3, 2), in));
    int total = 0;
    for (int[] row : ROWS) {
      total += (int) Math.ceil(row[4] * variant.depth);
    }
    int done = 0;
    for (int r = 0; r < ROWS.length; r++) {
      NamedBlock stage = NamedBlock.chain();
      int out = variant.scaled(ROWS[r][3]);
      int blocks = (int) Math.ceil(ROWS[r][4] * variant.depth);
      for (int i = 0; i < blocks; i++) {
        float drop = STOCHASTIC_DEPTH * done++ / total;
        stage.with(Integer.toString(i), mobile(in, out, ROWS[r], i == 0 ? ROWS[r][2] : 1, drop));
        in = out;
      }
      features.with(Integer.toString(r + 1), stage);
    }
    int head = HEAD_FACTOR * in;
    features.with(Integer.toString(ROWS.length + 1), activated(conv(in, head, 1, 1), head));
    NamedBlock classifier =
        NamedBlock.chain()
            .with("0", Layers.dropout(variant.dropout, head))
            .with("1", linear(head, classes));
    return NamedBlock.of(
            (run, x) -> run.child("classifier", run.globalAverage(run.child("features", x))))
        .with("features", features)
        .with("classifier", classifier)
        .channelsLast();
  }

  /** Channels of the tap {@code head}. */
  public static int headWidth(Variant variant) {
    return HEAD_FACTOR * variant.scaled(ROWS[ROWS.length - 1][3]);
  }

  private Layers.Layer norm(int width) {
    return Layers.norm(width, variant.epsilon, variant.share);
  }

  private NamedBlock activated(Layers.Layer conv, int out) {
    return Layers.activated(conv, norm(out), Layers::silu);
  }

  NamedBlock mobile(int in, int out, int[] row, int stride, float drop) {
    int hidden = divisible(in * (double) row[0]);
    NamedBlock block = NamedBlock.chain();
    int place = 0;
    if (hidden != in) {
      block.with(Integer.toString(place++), activated(conv(in, hidden, 1, 1), hidden));
    }
    block
        .with(
            Integer.toString(place++),
            activated(conv(hidden, hidden, row[1], stride, row[1] / 2, hidden, false), hidden))
        .with(Integer.toString(place++), squeezed(hidden, Math.max(1, in / SQUEEZE)))
        .with(
            Integer.toString(place),
            NamedBlock.chain().with("0", conv(hidden, out, 1, 1)).with("1", norm(out)));
    boolean residual = stride == 1 && in == out;
    return NamedBlock.of(
            (run, x) -> {
              NDArray y = run.child("block", x);
              return residual ? run.dropRows(y, drop).add(x) : y;
            })
        .with("block", block);
  }

  /** Squeeze and excitation: channels weighed by what their means say. */
  private static NamedBlock squeezed(int width, int squeezed) {
    return NamedBlock.of(
            (run, x) -> {
              Shape shape = x.getShape();
              NDArray mean = run.globalAverage(x).reshape(shape.get(0), shape.get(1), 1, 1);
              NDArray weight = run.child("fc2", silu(run.child("fc1", mean)));
              return x.mul(Activation.sigmoid(weight));
            })
        .with("fc1", conv(width, squeezed, 1, 1, 0, 1, true))
        .with("fc2", conv(squeezed, width, 1, 1, 0, 1, true));
  }

  @Override
  public List<String> taps() {
    return List.of("stage1", "stage2", "stage3", "stage4", "stage5", "stage6", "stage7", "head");
  }

  @Override
  public String head() {
    return "classifier.1";
  }
}
