package io.retort.model;

import static io.retort.model.Layers.linear;
import static io.retort.model.Layers.relu;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;

/**
 * Inception-V3 (Szegedy et al. 2016, Table 1) without the auxiliary head. Input (N, channels, side,
 * side), at least 75 x 75; output logits (N, classes); taps are named as the blocks: {@code
 * Mixed_5d}, {@code Mixed_6e}, {@code Mixed_7c} and so on.
 *
 * @param divisor of all widths: 1 as published, more for runs on a CPU
 */
public record InceptionV3(int channels, int side, int classes, int divisor) implements Network {
  private static final float EPSILON = 1e-3f;
  private static final float SHARE = .1f;
  private static final float DROPOUT = .5f;
  private static final int LAST = 2048;
  private static final int COMMON_DIVISOR = 16;

  /** Checks the sizes. */
  public InceptionV3 {
    Network.check(channels, side, 75, classes);
    Network.narrowed(COMMON_DIVISOR, divisor);
  }

  /** As published. */
  public InceptionV3(int channels, int side, int classes) {
    this(channels, side, classes, 1);
  }

  @Override
  public NamedBlock block() {
    NamedBlock net =
        NamedBlock.of(
            (run, x) -> {
              NDArray y = x;
              for (String name : run.names()) {
                if (name.equals("fc") || name.equals("dropout")) {
                  continue;
                }
                y = run.tap(name, run.child(name, y));
                if (name.equals("Conv2d_2b_3x3") || name.equals("Conv2d_4a_3x3")) {
                  y = Layers.maxPool(y, 3, 2, 0);
                }
              }
              return run.child("fc", run.child("dropout", run.globalAverage(y)));
            });
    net.with("Conv2d_1a_3x3", unit(channels, 32 / divisor, 3, 3, 2, 0, 0))
        .with("Conv2d_2a_3x3", conv(32, 32, 3, 3, 1, 0, 0))
        .with("Conv2d_2b_3x3", conv(32, 64, 3, 3, 1, 1, 1))
        .with("Conv2d_3b_1x1", conv(64, 80, 1, 1, 1, 0, 0))
        .with("Conv2d_4a_3x3", conv(80, 192, 3, 3, 1, 0, 0))
        .with("Mixed_5b", a(192, 32))
        .with("Mixed_5c", a(256, 64))
        .with("Mixed_5d", a(288, 64))
        .with("Mixed_6a", b(288))
        .with("Mixed_6b", c(768, 128))
        .with("Mixed_6c", c(768, 160))
        .with("Mixed_6d", c(768, 160))
        .with("Mixed_6e", c(768, 192))
        .with("Mixed_7a", d(768))
        .with("Mixed_7b", e(1280))
        .with("Mixed_7c", e(2048));
    return net.with("dropout", Layers.dropout(DROPOUT, LAST / divisor))
        .with("fc", linear(LAST / divisor, classes));
  }

  /** A unit of published widths, made narrower. */
  private NamedBlock conv(
      int in, int out, int height, int width, int stride, int padHeight, int padWidth) {
    return unit(in / divisor, out / divisor, height, width, stride, padHeight, padWidth);
  }

  /** Convolution of a height and width, normalisation, ReLU. */
  private static NamedBlock unit(
      int in, int out, int height, int width, int stride, int padHeight, int padWidth) {
    Conv2d conv =
        Conv2d.builder()
            .setKernelShape(new Shape(height, width))
            .setFilters(out)
            .optStride(new Shape(stride, stride))
            .optPadding(new Shape(padHeight, padWidth))
            .optBias(false)
            .build();
    return NamedBlock.of((run, x) -> relu(run.child("bn", run.child("conv", x))))
        .with("conv", new Layers.Layer(conv, new Shape(1, in, height, width)))
        .with("bn", Layers.norm(out, EPSILON, SHARE));
  }

  private NamedBlock point(int in, int out) {
    return conv(in, out, 1, 1, 1, 0, 0);
  }

  private static NDArray join(NDArray... parts) {
    return NDArrays.concat(new NDList(parts), 1);
  }

  private static NDArray pooled(NDArray x) {
    return Layers.avgPool(x, 3, 1, 1, false, true);
  }

  /** Figure 5: 1 x 1, 5 x 5, two 3 x 3, pooling. */
  NamedBlock a(int in, int pool) {
    return NamedBlock.of(
            (run, x) -> {
              NDArray five = run.child("branch5x5_2", run.child("branch5x5_1", x));
              NDArray three = run.child("branch3x3dbl_2", run.child("branch3x3dbl_1", x));
              return join(
                  run.child("branch1x1", x),
                  five,
                  run.child("branch3x3dbl_3", three),
                  run.child("branch_pool", pooled(x)));
            })
        .with("branch1x1", point(in, 64))
        .with("branch5x5_1", point(in, 48))
        .with("branch5x5_2", conv(48, 64, 5, 5, 1, 2, 2))
        .with("branch3x3dbl_1", point(in, 64))
        .with("branch3x3dbl_2", conv(64, 96, 3, 3, 1, 1, 1))
        .with("branch3x3dbl_3", conv(96, 96, 3, 3, 1, 1, 1))
        .with("branch_pool", point(in, pool));
  }

  /** Figure 10: to half the size. */
  private NamedBlock b(int in) {
    return NamedBlock.of(
            (run, x) -> {
              NDArray twice = run.child("branch3x3dbl_2", run.child("branch3x3dbl_1", x));
              return join(
                  run.child("branch3x3", x),
                  run.child("branch3x3dbl_3", twice),
                  Layers.maxPool(x, 3, 2, 0));
            })
        .with("branch3x3", conv(in, 384, 3, 3, 2, 0, 0))
        .with("branch3x3dbl_1", point(in, 64))
        .with("branch3x3dbl_2", conv(64, 96, 3, 3, 1, 1, 1))
        .with("branch3x3dbl_3", conv(96, 96, 3, 3, 2, 0, 0));
  }

  /** Figure 6: 7 x 7 convolutions in rows and columns. */
  private NamedBlock c(int in, int mid) {
    return NamedBlock.of(
            (run, x) -> {
              NDArray once = x;
              for (int i = 1; i <= 3; i++) {
                once = run.child("branch7x7_" + i, once);
              }
              NDArray twice = x;
              for (int i = 1; i <= 5; i++) {
                twice = run.child("branch7x7dbl_" + i, twice);
              }
              return join(
                  run.child("branch1x1", x), once, twice, run.child("branch_pool", pooled(x)));
            })
        .with("branch1x1", point(in, 192))
        .with("branch7x7_1", point(in, mid))
        .with("branch7x7_2", conv(mid, mid, 1, 7, 1, 0, 3))
        .with("branch7x7_3", conv(mid, 192, 7, 1, 1, 3, 0))
        .with("branch7x7dbl_1", point(in, mid))
        .with("branch7x7dbl_2", conv(mid, mid, 7, 1, 1, 3, 0))
        .with("branch7x7dbl_3", conv(mid, mid, 1, 7, 1, 0, 3))
        .with("branch7x7dbl_4", conv(mid, mid, 7, 1, 1, 3, 0))
        .with("branch7x7dbl_5", conv(mid, 192, 1, 7, 1, 0, 3))
        .with("branch_pool", point(in, 192));
  }

  /** To half the size again. */
  private NamedBlock d(int in) {
    return NamedBlock.of(
            (run, x) -> {
              NDArray seven = x;
              for (int i = 1; i <= 4; i++) {
                seven = run.child("branch7x7x3_" + i, seven);
              }
              return join(
                  run.child("branch3x3_2", run.child("branch3x3_1", x)),
                  seven,
                  Layers.maxPool(x, 3, 2, 0));
            })
        .with("branch3x3_1", point(in, 192))
        .with("branch3x3_2", conv(192, 320, 3, 3, 2, 0, 0))
        .with("branch7x7x3_1", point(in, 192))
        .with("branch7x7x3_2", conv(192, 192, 1, 7, 1, 0, 3))
        .with("branch7x7x3_3", conv(192, 192, 7, 1, 1, 3, 0))
        .with("branch7x7x3_4", conv(192, 192, 3, 3, 2, 0, 0));
  }

  /** Figure 7: 3 x 3 convolutions that end in a row and a column side by side. */
  private NamedBlock e(int in) {
    return NamedBlock.of(
            (run, x) -> {
              NDArray three = run.child("branch3x3_1", x);
              NDArray twice = run.child("branch3x3dbl_2", run.child("branch3x3dbl_1", x));
              return join(
                  run.child("branch1x1", x),
                  run.child("branch3x3_2a", three),
                  run.child("branch3x3_2b", three),
                  run.child("branch3x3dbl_3a", twice),
                  run.child("branch3x3dbl_3b", twice),
                  run.child("branch_pool", pooled(x)));
            })
        .with("branch1x1", point(in, 320))
        .with("branch3x3_1", point(in, 384))
        .with("branch3x3_2a", conv(384, 384, 1, 3, 1, 0, 1))
        .with("branch3x3_2b", conv(384, 384, 3, 1, 1, 1, 0))
        .with("branch3x3dbl_1", point(in, 448))
        .with("branch3x3dbl_2", conv(448, 384, 3, 3, 1, 1, 1))
        .with("branch3x3dbl_3a", conv(384, 384, 1, 3, 1, 0, 1))
        .with("branch3x3dbl_3b", conv(384, 384, 3, 1, 1, 1, 0))
        .with("branch_pool", point(in, 192));
  }

  @Override
  public List<String> taps() {
    return List.of(
        "Conv2d_1a_3x3",
        "Conv2d_2a_3x3",
        "Conv2d_2b_3x3",
        "Conv2d_3b_1x1",
        "Conv2d_4a_3x3",
        "Mixed_5b",
        "Mixed_5c",
        "Mixed_5d",
        "Mixed_6a",
        "Mixed_6b",
        "Mixed_6c",
        "Mixed_6d",
        "Mixed_6e",
        "Mixed_7a",
        "Mixed_7b",
        "Mixed_7c");
  }

  @Override
  public String head() {
    return "fc";
  }

  @Override
  public List<String> foreign() {
    return List.of("AuxLogits.");
  }
}
