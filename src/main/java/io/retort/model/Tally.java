package io.retort.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;

/** Adds up the work of layers as a forward pass meets them. */
final class Tally {
  private static final long BATCH_NORM = 2;
  private static final long LAYER_NORM = 5;

  long multiplyAdds;
  long minor;
  long activations;

  /** Counts a global average: an operation per value read. */
  void average(Shape map) {
    minor += map.size();
  }

  /**
   * Counts a layer. Each output value of a convolution or a fully connected layer takes as many
   * multiply-adds as its filter has weights; one of a batch norm takes 2 operations, one of a layer
   * norm 5. Other layers count nothing.
   */
  void add(Block layer, Shape output) {
    if (layer instanceof Conv2d || layer instanceof Linear) {
      Parameter weight = layer.getDirectParameters().get("weight");
      multiplyAdds += output.size() * weight.getShape().slice(1).size();
      activations += output.size();
    } else if (layer instanceof BatchNorm) {
      minor += BATCH_NORM * output.size();
    } else if (layer instanceof LayerNorm) {
      minor += LAYER_NORM * output.size();
    }
  }
}
