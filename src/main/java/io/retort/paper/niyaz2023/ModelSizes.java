package io.retort.paper.niyaz2023;

import io.retort.claim.Condition;
import io.retort.experiment.SizeExperiment;
import io.retort.model.MobileNetV1;
import io.retort.model.Network;
import io.retort.model.ResNet;
import io.retort.model.UNet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The sizes of the paper's networks: Sections 4.2 and A.2. */
public final class ModelSizes implements SizeExperiment {
  /** Diagnoses of HAM10000. */
  private static final int CLASSES = 7;

  /** What the published heads tell apart. */
  private static final int IMAGE_NET = 1000;

  private static final int SIDE = 224;

  /** Table 7. */
  private static final int MASK_SIDE = 256;

  private static final int CHANNELS = 3;

  @Override
  public String id() {
    return "niyaz2023/model-sizes";
  }

  @Override
  public String source() {
    return "Sections 4.2 and A.2";
  }

  @Override
  public Map<Condition, Network> networks() {
    Map<Condition, Network> networks = new LinkedHashMap<>();
    networks.put(Condition.of("resnet50"), new ResNet(50, CHANNELS, SIDE, CLASSES));
    networks.put(Condition.of("resnet18"), new ResNet(18, CHANNELS, SIDE, CLASSES));
    networks.put(Condition.of("mobilenet"), new MobileNetV1(CHANNELS, SIDE, CLASSES));
    networks.put(
        Condition.of("resnet50", "classes", IMAGE_NET), new ResNet(50, CHANNELS, SIDE, IMAGE_NET));
    networks.put(
        Condition.of("mobilenet", "classes", IMAGE_NET),
        new MobileNetV1(CHANNELS, SIDE, IMAGE_NET));
    for (UNet.Encoder encoder : UNet.Encoder.values()) {
      networks.put(
          Condition.of("unet", "encoder", encoder.name().toLowerCase(Locale.ROOT)),
          new UNet(encoder, CHANNELS, MASK_SIDE, 1));
    }
    return networks;
  }
}
