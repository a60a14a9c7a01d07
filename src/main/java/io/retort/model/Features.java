package io.retort.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a forward pass gives: logits, and the feature maps that were asked for.
 *
 * @param logits shape (N, classes)
 * @param maps by tap, in the order asked for; each of shape (N, channels, height, width)
 */
public record Features(NDArray logits, Map<String, NDArray> maps) {

  /**
   * Runs a network once.
   *
   * @param images shape (N, channels, side, side); the results belong to their manager
   * @param taps names that the network's Javadoc lists
   * @throws IllegalArgumentException when the network has no such tap
   */
  public static Features of(
      Block network, ParameterStore store, NDArray images, boolean training, List<String> taps) {
    Map<String, @Nullable NDArray> asked = new LinkedHashMap<>();
    taps.forEach(tap -> asked.put(tap, null));
    PairList<String, Object> params = new PairList<>();
    params.add(NamedBlock.TAPS, asked);
    NDArray logits =
        network.forward(store, new NDList(images), training, params).singletonOrThrow();
    Map<String, NDArray> maps = new LinkedHashMap<>();
    asked.forEach(
        (tap, map) -> {
          if (map == null) {
            throw new IllegalArgumentException(
                "tap [%s] must be one that the network has: see its class".formatted(tap));
          }
          maps.put(tap, map);
        });
    return new Features(logits, maps);
  }
}
