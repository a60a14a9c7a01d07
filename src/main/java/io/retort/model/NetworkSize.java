package io.retort.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;

/**
 * How large a network is, for one image of its size.
 *
 * @param trainable parameters that training changes
 * @param total these and the running statistics of normalisations
 * @param multiplyAdds of convolutions and fully connected layers in one forward pass: what most
 *     papers call FLOPs
 * @param minorOperations 2 per value of a batch norm, 5 per value of a layer norm, 1 per value that
 *     a global average reads: some tools add them (mmengine and fvcore do, in evaluation mode).
 *     Activations, other poolings and additions are counted nowhere
 * @param activations values that convolutions and fully connected layers put out
 */
public record NetworkSize(
    long trainable, long total, long multiplyAdds, long minorOperations, long activations) {

  /** Counts a network by one forward pass of a blank image through the layers as they are run. */
  public static NetworkSize of(Network network) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return of(manager, network);
    }
  }

  /** The same on a manager's device. */
  public static NetworkSize of(NDManager parent, Network network) {
    try (NDManager manager = parent.newSubManager()) {
      NamedBlock block = network.block();
      Initialiser.blank(manager, block);
      Tally tally = new Tally();
      block.forward(
          new ParameterStore(manager, false),
          new NDList(manager.zeros(new Shape(1).addAll(network.itemShape()))),
          false,
          Watch.counting(tally).asParams());
      long trainable = 0;
      long total = 0;
      for (Parameter parameter : TensorNames.of(block).values()) {
        long size = parameter.getArray().size();
        total += size;
        trainable += parameter.requiresGradient() ? size : 0;
      }
      return new NetworkSize(trainable, total, tally.multiplyAdds, tally.minor, tally.activations);
    }
  }

  /** Multiply-adds and minor operations together. */
  public long operations() {
    return multiplyAdds + minorOperations;
  }
}
