package io.retort.paper.khan2022;

import io.retort.claim.Condition;
import io.retort.experiment.SizeExperiment;
import io.retort.model.DsNet;
import io.retort.model.EfficientNet;
import io.retort.model.InceptionV3;
import io.retort.model.KerasResNet;
import io.retort.model.MobileNetV1;
import io.retort.model.Network;
import io.retort.model.Vgg16;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sizes of the paper's networks: Table 2, Section 3.1. */
public final class ModelSizes implements SizeExperiment {
  /** Benign and malignant. */
  private static final int CLASSES = 2;

  /** "resized to 224 x 224", Section 4.1. */
  private static final int SIDE = 224;

  private static final int CHANNELS = 3;

  @Override
  public String id() {
    return "khan2022/model-sizes";
  }

  @Override
  public String source() {
    return "Table 2, Section 3.1";
  }

  @Override
  public Map<Condition, Network> networks() {
    Map<Condition, Network> networks = new LinkedHashMap<>();
    networks.put(Condition.of("resnet101"), new KerasResNet(101, CHANNELS, SIDE, CLASSES));
    networks.put(Condition.of("resnet50"), new KerasResNet(50, CHANNELS, SIDE, CLASSES));
    networks.put(Condition.of("inception_v3"), new InceptionV3(CHANNELS, SIDE, CLASSES));
    networks.put(Condition.of("vgg16"), new Vgg16(CHANNELS, SIDE, CLASSES));
    networks.put(
        Condition.of("efficientnet_b0"),
        new EfficientNet(EfficientNet.Variant.B0, CHANNELS, SIDE, CLASSES));
    networks.put(Condition.of("mobilenet"), new MobileNetV1(CHANNELS, SIDE, CLASSES));
    networks.put(Condition.of("dsnet"), new DsNet(CHANNELS, SIDE, CLASSES));
    return networks;
  }
}
