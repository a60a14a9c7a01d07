package io.retort.model;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of a network under the names that PyTorch's files give them. */
public final class TensorNames {
  private static final Map<String, String> NAMES =
      Map.of(
          "gamma",
          "weight",
          "beta",
          "bias",
          "runningMean",
          "running_mean",
          "runningVar",
          "running_var");

  private TensorNames() {}

  /** Parameters by name, such as {@code layer1.0.conv1.weight}, in the network's order. */
  public static Map<String, Parameter> of(Block block) {
    Map<String, Parameter> tensors = new LinkedHashMap<>();
    collect("", block, tensors);
    return tensors;
  }

  private static void collect(String prefix, Block block, Map<String, Parameter> tensors) {
    block
        .getDirectParameters()
        .forEach(
            p -> tensors.put(prefix + NAMES.getOrDefault(p.getKey(), p.getKey()), p.getValue()));
    if (block instanceof NamedBlock module) {
      module.named().forEach((name, child) -> collect(prefix + name + ".", child, tensors));
    }
  }
}
