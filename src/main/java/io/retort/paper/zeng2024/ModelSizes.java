package io.retort.paper.zeng2024;

import io.retort.claim.Condition;
import io.retort.experiment.SizeExperiment;
import io.retort.model.Network;
import io.retort.model.Zoo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sizes of the paper's networks: first table. */
public final class ModelSizes implements SizeExperiment {
  private static final List<String> NETWORKS =
      List.of(
          "res2net101_26w_4s",
          "convnext_base",
          "efficientnet_b4",
          "shufflenet_v1",
          "shufflenet_v2_x1_0",
          "efficientnet_b0",
          "mobilenet_v2");

  /** Those whose printed parameters are not of eight classes. */
  private static final List<String> WITH_PUBLISHED_HEAD =
      List.of("efficientnet_b4", "efficientnet_b0", "mobilenet_v2");

  /** Diagnoses of ISIC 2019. */
  private static final int CLASSES = 8;

  /** What the published heads tell apart. */
  private static final int IMAGE_NET = 1000;

  private static final int SIDE = 224;
  private static final int CHANNELS = 3;

  @Override
  public String id() {
    return "zeng2024/model-sizes";
  }

  @Override
  public String source() {
    return "First table";
  }

  @Override
  public Map<Condition, Network> networks() {
    Map<Condition, Network> networks = new LinkedHashMap<>();
    for (String id : NETWORKS) {
      networks.put(Condition.of(id), network(id, CLASSES));
    }
    for (String id : WITH_PUBLISHED_HEAD) {
      networks.put(Condition.of(id, "classes", IMAGE_NET), network(id, IMAGE_NET));
    }
    return networks;
  }

  private static Network network(String id, int classes) {
    return Zoo.byId(id).factory().of(CHANNELS, SIDE, classes);
  }
}
