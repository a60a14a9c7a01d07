package io.retort.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;

/** Adds up the work of layers as a forward pass meets them. */
final class Tally {
  long multiplyAdds;
  long activations;

  /**
   * Counts a convolution or a fully connected layer: each output value takes as many multiply-adds
   * as its filter has weights. Other layers count nothing.
   */
  void add(Block layer, Shape input, Shape output) {
    if (layer instanceof Conv2d || layer instanceof Linear) {
      Parameter weight = layer.getDirectParameters().get("weight");
      multiplyAdds += output.size() * weight.getShape().slice(1).size();
      activations += output.size();
    }
  }
}
