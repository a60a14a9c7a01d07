package io.retort.paper.khan2022;

import io.retort.model.DsNet;
import io.retort.model.EfficientNet;
import io.retort.model.InceptionV3;
import io.retort.model.KerasResNet;
import io.retort.model.MobileNetV1;
import io.retort.model.Network;
import io.retort.model.Vgg16;
import io.retort.training.Start;
import java.util.Arrays;

/** The networks of Table 2, in its order. */
enum Student {
  /** 42.5 million parameters. */
  RESNET101("resnet101", "keras_resnet101") {
    @Override
    Network network(MelanomaScale scale) {
      return keras(101, scale, scale.divisor());
    }
  },
  /** 23.5 million; the teacher's architecture. */
  RESNET50("resnet50", "keras_resnet50") {
    @Override
    Network network(MelanomaScale scale) {
      return keras(50, scale, scale.divisor());
    }
  },
  /** 21.7 million; takes no images below 75 x 75. */
  INCEPTION_V3("inception_v3", "inception_v3") {
    @Override
    int side(MelanomaScale scale) {
      return Math.max(scale.side(), LEAST_INCEPTION);
    }

    @Override
    Network network(MelanomaScale scale) {
      return new InceptionV3(CHANNELS, side(scale), CLASSES, scale.divisor());
    }
  },
  /** 14.7 million. */
  VGG16("vgg16", "vgg16") {
    @Override
    Network network(MelanomaScale scale) {
      return new Vgg16(CHANNELS, scale.side(), CLASSES, scale.divisor());
    }
  },
  /** 4 million. */
  EFFICIENTNET_B0("efficientnet_b0", "efficientnet_b0") {
    @Override
    Network network(MelanomaScale scale) {
      EfficientNet.Variant variant =
          scale.divisor() == 1
              ? EfficientNet.Variant.B0
              : scale.side() < CPU_SIDE ? EfficientNet.Variant.QUARTER : EfficientNet.Variant.HALF;
      return new EfficientNet(variant, CHANNELS, scale.side(), CLASSES);
    }
  },
  /** 3.2 million. */
  MOBILENET("mobilenet", "mobilenetv1_100") {
    @Override
    Network network(MelanomaScale scale) {
      return new MobileNetV1(CHANNELS, scale.side(), CLASSES, scale.divisor());
    }
  },
  /** 0.26 million; not pretrained, and the same at every scale but for the images' size. */
  DSNET("dsnet", "") {
    @Override
    Network network(MelanomaScale scale) {
      return new DsNet(CHANNELS, side(scale), CLASSES);
    }

    @Override
    int side(MelanomaScale scale) {
      return scale.dsnetSide();
    }
  };

  /** Benign and malignant. */
  static final int CLASSES = 2;

  private static final int CHANNELS = 3;
  private static final int LEAST_INCEPTION = 75;
  private static final int CPU_SIDE = 64;

  private final String id;
  private final String weights;

  Student(String id, String weights) {
    this.id = id;
    this.weights = weights;
  }

  /** As Table 2 names it, in lower case. */
  String id() {
    return id;
  }

  /** The network at a scale. */
  abstract Network network(MelanomaScale scale);

  /** Height and width of the images that it sees. */
  int side(MelanomaScale scale) {
    return scale.side();
  }

  /**
   * "pretrained models", Section 3.2: published weights fit the networks at their full width only.
   */
  Start start(MelanomaScale scale) {
    return weights.isEmpty() || scale.divisor() > 1 ? Start.KERAS : Start.pretrained(weights);
  }

  /** The teacher at a scale: ResNet-50. */
  static Network teacher(MelanomaScale scale) {
    return keras(50, scale, scale.teacherDivisor());
  }

  private static Network keras(int depth, MelanomaScale scale, int divisor) {
    return new KerasResNet(depth, CHANNELS, scale.side(), CLASSES, divisor, scale.teacherShare());
  }

  /** Whether smoke scale has time for it: the two deepest of four kinds are left out there. */
  boolean isQuick() {
    return this != RESNET101 && this != INCEPTION_V3;
  }

  /** The one of an id. */
  static Student byId(String id) {
    return Arrays.stream(values())
        .filter(student -> student.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no student [%s]".formatted(id)));
  }
}
