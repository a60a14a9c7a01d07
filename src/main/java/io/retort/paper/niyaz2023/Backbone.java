package io.retort.paper.niyaz2023;

import io.retort.model.MobileNetV1;
import io.retort.model.Network;
import io.retort.model.ResNet;
import io.retort.model.UNet;
import java.util.Arrays;

/** The networks of Section 4.2: classifiers, and the encoders of a U-Net. */
enum Backbone {
  /** "ResNet50 as a teacher". */
  RESNET50("resnet50", "resnet50", "stage4", 2048, UNet.Encoder.RESNET50) {
    @Override
    Network classifier(int side, int classes, int divisor) {
      return new ResNet(50, CHANNELS, side, classes, divisor);
    }
  },
  /** "ResNet18 as students". */
  RESNET18("resnet18", "resnet18", "stage4", 512, UNet.Encoder.RESNET18) {
    @Override
    Network classifier(int side, int classes, int divisor) {
      return new ResNet(18, CHANNELS, side, classes, divisor);
    }
  },
  /** "MobileNet as students". */
  MOBILENET("mobilenet", "mobilenetv1_100", "stage5", 1024, UNet.Encoder.MOBILENET_V1) {
    @Override
    Network classifier(int side, int classes, int divisor) {
      return new MobileNetV1(CHANNELS, side, classes, divisor);
    }
  };

  private static final int CHANNELS = 3;

  private final String id;
  private final String published;
  private final String lastMap;
  private final int width;
  private final UNet.Encoder encoder;

  Backbone(String id, String published, String lastMap, int width, UNet.Encoder encoder) {
    this.id = id;
    this.published = published;
    this.lastMap = lastMap;
    this.width = width;
    this.encoder = encoder;
  }

  /** As conditions name it. */
  String id() {
    return id;
  }

  static Backbone byId(String id) {
    return Arrays.stream(values()).filter(b -> b.id.equals(id)).findFirst().orElseThrow();
  }

  /** Id of its published weights: "all pre-trained models", Section 4.2. */
  String published() {
    return published;
  }

  /** Tap of the last convolution's map, and its channels before they are divided. */
  String lastMap() {
    return lastMap;
  }

  int width() {
    return width;
  }

  abstract Network classifier(int side, int classes, int divisor);

  /** "backbones for the teacher and student networks in the U-Net framework". */
  Network segmenter(int side, int divisor) {
    return new UNet(encoder, CHANNELS, side, 1, divisor);
  }
}
