package io.retort.paper.davidi2024;

import io.retort.claim.Condition;
import io.retort.experiment.SizeExperiment;
import io.retort.model.EfficientNet;
import io.retort.model.MobileNetV2;
import io.retort.model.Network;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sizes of the paper's networks: Sections 4.1.1 and 4.1.2. */
public final class ModelSizes implements SizeExperiment {
  /** Diagnoses of ISIC 2019. */
  private static final int CLASSES = 8;

  /** Counts of parameters do not depend on it; the usual size of MobileNetV2. */
  private static final int SIDE = 224;

  private static final int CHANNELS = 3;

  @Override
  public String id() {
    return "davidi2024/model-sizes";
  }

  @Override
  public String source() {
    return "Sections 4.1.1 and 4.1.2";
  }

  @Override
  public Map<Condition, Network> networks() {
    Map<Condition, Network> networks = new LinkedHashMap<>();
    networks.put(
        Condition.of("efficientnet_b7"),
        new EfficientNet(EfficientNet.Variant.B7, CHANNELS, SIDE, CLASSES));
    networks.put(Condition.of("mobilenet_v2"), new MobileNetV2(CHANNELS, SIDE, CLASSES));
    return networks;
  }
}
