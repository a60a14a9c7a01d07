package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.norm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * U-Net on a classification network (Ronneberger et al. 2015) with the decoder of niyaz2023, Table
 * 7: five times the map is doubled in size, joined with the encoder's map of that size, and
 * convolved twice.
 *
 * <p>Input (N, channels, side, side), the side a multiple of 32; output logits (N, classes, side,
 * side), classes = 1 for a mask; taps {@code decoder1} (256 maps of a sixteenth of the side, the
 * one that niyaz2023 distils) to {@code decoder5}, and {@code bottleneck}, the encoder's last map.
 *
 * @param divisor of all widths: 1 as published, more for runs on a CPU; a stage of the decoder
 *     keeps {@value #LEAST_WIDTH} channels, as its last map dies out with one or two
 */
public record UNet(Encoder encoder, int channels, int side, int classes, int divisor)
    implements Network {
  /** "[3x3, 256] x 2" to "[3x3, 16] x 2", Table 7. */
  private static final int[] WIDTHS = {256, 128, 64, 32, 16};

  private static final int LEAST_WIDTH = 8;

  private static final int HALVINGS = 32;

  /** What the image is encoded by, and the channels of its maps from a half to a thirty-second. */
  public enum Encoder {
    /** ResNet-18. */
    RESNET18("stem", 64, 64, 128, 256, 512),
    /** ResNet-50. */
    RESNET50("stem", 64, 256, 512, 1024, 2048),
    /** MobileNetV1. */
    MOBILENET_V1("stage1", 64, 128, 256, 512, 1024);

    private final int[] widths;
    private final List<String> taps;

    Encoder(String first, int... widths) {
      this.widths = widths;
      int stage = first.equals("stem") ? 1 : 2;
      this.taps = List.of(first, "stage" + stage, "stage" + (stage + 1), "stage" + (stage + 2));
    }

    private NamedBlock trunk(int channels, int side, int divisor) {
      return switch (this) {
        case RESNET18 -> new ResNet(18, channels, side, 1, divisor).trunk();
        case RESNET50 -> new ResNet(50, channels, side, 1, divisor).trunk();
        case MOBILENET_V1 -> new MobileNetV1(channels, side, 1, divisor).trunk();
      };
    }
  }

  /** Checks the sizes. */
  public UNet {
    Network.check(channels, side, HALVINGS, classes);
    if (side % HALVINGS != 0) {
      throw new IllegalArgumentException(
          "side [%d] must be a multiple of %d, as it is halved five times"
              .formatted(side, HALVINGS));
    }
    Network.narrowed(WIDTHS[WIDTHS.length - 1], divisor);
  }

  /** As published. */
  public UNet(Encoder encoder, int channels, int side, int classes) {
    this(encoder, channels, side, classes, 1);
  }

  /**
   * Channels of a stage of the decoder.
   *
   * @param stage from 1
   */
  public static int decoderWidth(int stage, int divisor) {
    return Math.max(LEAST_WIDTH, WIDTHS[stage - 1] / divisor);
  }

  @Override
  public NamedBlock block() {
    NamedBlock net =
        NamedBlock.of(
            (run, x) -> {
              Watch skips = run.watch().inner(encoder.taps);
              NDArray y = run.tap("bottleneck", run.child("encoder", x, skips));
              Map<String, NDArray> maps = skips.maps();
              for (int i = 0; i < WIDTHS.length; i++) {
                y = Layers.upsample(y);
                int skip = encoder.taps.size() - 1 - i;
                if (skip >= 0) {
                  NDArray map = Objects.requireNonNull(maps.get(encoder.taps.get(skip)));
                  y = NDArrays.concat(new NDList(y, map), 1);
                }
                y = run.tap("decoder" + (i + 1), run.child("decoder.blocks." + i, y));
              }
              return run.child("segmentation_head.0", y);
            });
    net.with("encoder", encoder.trunk(channels, side, divisor));
    int in = encoder.widths[WIDTHS.length - 1] / divisor;
    for (int i = 0; i < WIDTHS.length; i++) {
      int skip = i < WIDTHS.length - 1 ? encoder.widths[WIDTHS.length - 2 - i] / divisor : 0;
      int out = decoderWidth(i + 1, divisor);
      net.with("decoder.blocks." + i, twice(in + skip, out));
      in = out;
    }
    return net.with("segmentation_head.0", conv(in, classes, 3, 1, 1, 1, true));
  }

  /** Two 3 x 3 convolutions, each normalised and rectified. */
  static NamedBlock twice(int in, int out) {
    return NamedBlock.chain()
        .with("conv1", Layers.activated(conv(in, out, 3, 1), norm(out), Layers::relu))
        .with("conv2", Layers.activated(conv(out, out, 3, 1), norm(out), Layers::relu));
  }

  @Override
  public List<String> taps() {
    return List.of("bottleneck", "decoder1", "decoder2", "decoder3", "decoder4", "decoder5");
  }

  @Override
  public String head() {
    return "segmentation_head.0";
  }

  @Override
  public String backbone() {
    return "encoder.";
  }

  @Override
  public List<String> foreign() {
    return List.of("fc.", "classifier.");
  }
}
