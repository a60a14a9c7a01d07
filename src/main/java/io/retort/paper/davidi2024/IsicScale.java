package io.retort.paper.davidi2024;

import io.retort.data.ImageSource;
import io.retort.data.ImageSpec;
import io.retort.data.cache.Transform;
import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Lesions;
import io.retort.model.EfficientNet;
import io.retort.model.MobileNetV2;
import io.retort.model.Network;
import io.retort.training.Adam;
import io.retort.training.Length;
import io.retort.training.Scale;
import io.retort.training.Start;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What changes with the scale, and the images and networks that follow from it.
 *
 * @param side "a dimension of 224x224 pixels", Section 3
 * @param teacher EfficientNet-B7, Section 4.1.2
 * @param divisor of the student's widths
 * @param unitDivisor of its numbers of units
 * @param learningRate "1e-5", Section 5.1
 * @param weightDecay "0.01 weight decay" of "Adam", Section 5.1: part of the gradient
 * @param batchSize "batch size of 32", Section 5.2
 * @param epochs "a maximum of 25 epochs", Section 5.2
 * @param patience "a patience of 5", Section 5.2
 */
record IsicScale(
    int side,
    EfficientNet.Variant teacher,
    int divisor,
    int unitDivisor,
    double learningRate,
    double weightDecay,
    int batchSize,
    int epochs,
    int patience) {
  /** "8", Section 4.1.1. */
  static final int CLASSES = Lesions.CLASSES.size();

  /** "a ratio of 70:20:10", Section 3. */
  private static final List<Integer> SHARES = List.of(70, 20, 10);

  private static final int CHANNELS = 3;

  private static final Map<Scale, IsicScale> SCALES =
      Map.of(
          Scale.SMOKE, new IsicScale(32, EfficientNet.Variant.QUARTER, 4, 2, .008, 1e-4, 32, 7, 3),
          Scale.REDUCED, new IsicScale(64, EfficientNet.Variant.HALF, 4, 1, .003, 1e-4, 32, 6, 2),
          Scale.PAPER, new IsicScale(224, EfficientNet.Variant.B7, 1, 1, 1e-5, .01, 32, 25, 5));

  private static final Lesions GENERATED =
      new Lesions(400, 32, CLASSES, Lesions.Prevalence.ISIC2019, .3, 20_240_201);

  static IsicScale of(Scale scale) {
    return Objects.requireNonNull(SCALES.get(scale));
  }

  /** The images, divided class by class as the printed numbers of the parts say. */
  ImageSpec images() {
    ImageSource source = side == GENERATED.side() ? GENERATED : PublishedSet.ISIC2019;
    return new ImageSpec(source, Transform.resize(side), Split.By.STRATIFIED_ITEM, SHARES);
  }

  Network teacherNetwork() {
    return new EfficientNet(teacher, CHANNELS, side, CLASSES);
  }

  Network studentNetwork() {
    return new MobileNetV2(CHANNELS, side, CLASSES, divisor, unitDivisor);
  }

  /** "pretrained on the ImageNet training data", Section 4.1.1; narrower networks are not. */
  Start start(boolean isTeacher) {
    return divisor == 1
        ? Start.pretrained(isTeacher ? "efficientnet_b7" : "mobilenet_v2")
        : Start.PYTORCH;
  }

  Adam optimizer() {
    return new Adam(learningRate, weightDecay, false);
  }

  Length length() {
    return new Length.Patient(epochs, patience);
  }
}
