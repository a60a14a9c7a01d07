package io.retort.model;

import static io.retort.model.Layers.conv;
import static io.retort.model.Layers.linear;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * The features of VGG-16 (Simonyan and Zisserman 2015, Table 1, column D) with a global average and
 * one linear layer: the form whose 14.7 million parameters khan2022 counts. Input (N, channels,
 * side, side), output logits (N, classes); taps {@code stage1} to {@code stage5}, after each
 * pooling.
 *
 * @param divisor of all widths: 1 as published, more for runs on a CPU
 */
public record Vgg16(int channels, int side, int classes, int divisor) implements Network {
  /** Widths of the convolutions, a pooling after each row. */
  private static final int[][] STAGES = {
    {64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512}, {512, 512, 512}
  };

  /** Checks the sizes. */
  public Vgg16 {
    Network.check(channels, side, 32, classes);
    Network.narrowed(STAGES[0][0], divisor);
  }

  /** As published. */
  public Vgg16(int channels, int side, int classes) {
    this(channels, side, classes, 1);
  }

  @Override
  public NamedBlock block() {
    NamedBlock features =
        NamedBlock.of(
            (run, x) -> {
              NDArray y = x;
              int place = 0;
              for (int s = 0; s < STAGES.length; s++) {
                for (int i = 0; i < STAGES[s].length; i++, place += 2) {
                  y = Layers.relu(run.child(Integer.toString(place), y));
                }
                y = run.tap("stage" + (s + 1), Layers.maxPool(y, 2, 2, 0));
                place++;
              }
              return y;
            });
    int in = channels;
    int place = 0; // the reference counts ReLUs and poolings, too
    for (int[] stage : STAGES) {
      for (int width : stage) {
        features.with(Integer.toString(place), conv(in, width / divisor, 3, 1, 1, 1, true));
        in = width / divisor;
        place += 2;
      }
      place++;
    }
    return NamedBlock.of(
            (run, x) -> run.child("classifier", run.globalAverage(run.child("features", x))))
        .with("features", features)
        .with("classifier", linear(in, classes))
        .channelsLast();
  }

  @Override
  public List<String> taps() {
    return List.of("stage1", "stage2", "stage3", "stage4", "stage5");
  }

  @Override
  public String head() {
    return "classifier";
  }

  @Override
  public List<String> foreign() {
    return List.of("classifier.0.", "classifier.3.", "classifier.6.");
  }
}
