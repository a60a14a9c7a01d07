package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.ParameterStore;
import io.retort.data.KeyedRandom;
import io.retort.model.Features;
import io.retort.model.NamedBlock;
import io.retort.model.Network;
import io.retort.model.Weights;
import java.nio.file.Path;
import java.util.List;

/** A network with its weights, owned by one manager. */
public final class Learner implements AutoCloseable {
  /** Items per forward pass in evaluation: what fits a CPU's cache on small networks. */
  private static final int EVALUATION_BATCH = 500;

  private final NDManager manager;
  private final NamedBlock block;
  private final ParameterStore store;
  private final String start;

  private Learner(NDManager manager, NamedBlock block, String start) {
    this.manager = manager;
    this.block = block;
    this.store = new ParameterStore(manager, false);
    this.start = start;
  }

  /** A learner with fresh weights, keyed by the seed; equal networks start equal. */
  public static Learner fresh(NDManager parent, Network network, Start start, long seed) {
    NDManager manager = parent.newSubManager();
    NamedBlock block = network.block();
    start.initialiser().start(manager, block, KeyedRandom.of(seed, "initial weights"));
    String from = "random weights (%s)".formatted(start.initialiser());
    return new Learner(
        manager,
        block,
        start.pretrained().isEmpty()
            ? from
            : "not pretrained: %s is not at hand; %s".formatted(start.pretrained(), from));
  }

  /** A learner with the weights of a published file, its head fresh where the classes differ. */
  public static Learner pretrained(
      NDManager parent, Network network, Start start, Path file, long seed) {
    Learner learner = fresh(parent, network, start, seed);
    Weights.Loaded loaded = Weights.loadPublished(file, network, learner.block);
    return new Learner(
        learner.manager, learner.block, "pretrained: %s, %s".formatted(start.pretrained(), loaded));
  }

  /** A learner with saved weights. */
  public static Learner trained(NDManager parent, Network network, byte[] weights) {
    Learner learner = fresh(parent, network, Start.PYTORCH, 0);
    learner.restore(weights);
    return learner;
  }

  /**
   * A forward pass.
   *
   * @param images shape (N, C, H, W); the result belongs to their manager
   * @return logits, shape (N, classes)
   */
  public NDArray logits(NDArray images, boolean training) {
    return block.forward(store, new NDList(images), training).singletonOrThrow();
  }

  /** Logits of many images, batch by batch, without gradients; owned by the images' manager. */
  public NDArray allLogits(NDArray images) {
    NDManager owner = images.getManager();
    NDList parts = new NDList();
    long count = images.getShape().get(0);
    try (NDManager scope = owner.newSubManager()) {
      for (long from = 0; from < count; from += EVALUATION_BATCH) {
        long to = Math.min(count, from + EVALUATION_BATCH);
        try (NDManager step = scope.newSubManager()) {
          NDArray slice = images.get(step, new NDIndex().addSliceDim(from, to));
          NDArray logits = logits(slice, false);
          logits.attach(scope);
          parts.add(logits);
        }
      }
      NDArray all = ai.djl.ndarray.NDArrays.concat(parts);
      all.attach(owner);
      return all;
    }
  }

  /** Predicted classes of many images. */
  public int[] predict(NDArray images) {
    try (NDArray logits = allLogits(images);
        NDArray classes = logits.argMax(1)) {
      long[] wide = classes.toLongArray();
      int[] predictions = new int[wide.length];
      for (int i = 0; i < wide.length; i++) {
        predictions[i] = Math.toIntExact(wide[i]);
      }
      return predictions;
    }
  }

  /** A forward pass that also gives the maps of some taps. */
  public Features features(NDArray images, boolean training, List<String> taps) {
    return Features.of(block, store, images, training, taps);
  }

  /** Where its first weights came from, in words. */
  public String start() {
    return start;
  }

  /** The weights as safetensors. */
  public byte[] weights() {
    return Weights.encode(block);
  }

  void restore(byte[] weights) {
    Weights.decode(weights, block);
  }

  NDManager manager() {
    return manager;
  }

  List<NDArray> trainable() {
    return block.getParameters().values().stream()
        .filter(parameter -> parameter.requiresGradient())
        .map(parameter -> parameter.getArray())
        .toList();
  }

  @Override
  public void close() {
    manager.close();
  }
}
