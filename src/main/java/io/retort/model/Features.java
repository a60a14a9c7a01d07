package io.retort.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;

/**
 * What a forward pass gives: logits, and the feature maps that were asked for.
 *
 * @param logits shape (N, classes); of a segmentation (N, classes, height, width)
 * @param maps by tap, in the order asked for; each of shape (N, channels, height, width)
 */
public record Features(NDArray logits, Map<String, NDArray> maps) {

  /**
   * Runs a network once.
   *
   * @param images shape (N, channels, side, side); the results belong to their manager
   * @param taps names out of {@link Network#taps()}
   * @throws IllegalArgumentException when the network has no such tap
   */
  public static Features of(
      Block network, ParameterStore store, NDArray images, boolean training, List<String> taps) {
    Watch watch = Watch.taps(taps);
    NDArray logits =
        network.forward(store, new NDList(images), training, watch.asParams()).singletonOrThrow();
    return new Features(logits, watch.maps());
  }

  /**
   * What a network's classifier makes of a map: its mean over height and width, and the head.
   *
   * @param head name of the module that is the head, linear
   * @param map shape (N, C, H, W)
   * @return logits, shape (N, classes)
   */
  public static NDArray classified(
      NamedBlock network, ParameterStore store, String head, NDArray map) {
    Block module = network.named().get(head);
    if (module == null) {
      throw new IllegalArgumentException(
          "head [%s] must be one of %s".formatted(head, network.named().keySet()));
    }
    return module.forward(store, new NDList(Layers.globalAverage(map)), false).singletonOrThrow();
  }
}
