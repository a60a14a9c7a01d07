package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.retort.data.KeyedRandom;
import io.retort.model.Features;
import io.retort.model.Initialiser;
import io.retort.model.Layers;
import io.retort.model.NamedBlock;
import io.retort.model.Network;
import io.retort.model.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A network with its weights, owned by one manager. */
public final class Learner implements Trainee, AutoCloseable {
  /**
   * Pixels per forward pass in evaluation, 500 digits: what fits a CPU's cache on small networks,
   * and a computer's memory on large ones.
   */
  private static final long EVALUATION_PIXELS = 500L * 28 * 28;

  /** Images per forward pass, however large they are. */
  private static final long LEAST_EVALUATED = 16;

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

  /**
   * A learner that starts as a recipe says, keyed by the seed; equal networks start equal.
   *
   * @param published the file that the start asks for; empty where it is not at hand
   * @throws io.retort.model.WeightsException when the file does not fit the network
   */
  public static Learner start(
      NDManager parent, Network network, Start start, Optional<Path> published, long seed) {
    NamedBlock block = network.block();
    return make(
        parent,
        block,
        manager -> {
          start.initialiser().start(manager, block, KeyedRandom.of(seed, "initial weights"));
          if (!start.branch().isEmpty()) {
            return "the state of " + start.branch();
          }
          String random = "random weights (%s)".formatted(start.initialiser());
          if (start.pretrained().isEmpty()) {
            return random;
          }
          return published
              .map(
                  file ->
                      "pretrained: %s, %s"
                          .formatted(
                              start.pretrained(), Weights.loadPublished(file, network, block)))
              .orElse(
                  "not pretrained: %s is not at hand; %s".formatted(start.pretrained(), random));
        });
  }

  /** What is trained beside a network, such as an adapter; starts keyed by the seed. */
  static Learner beside(NDManager parent, NamedBlock block, Initialiser initialiser, long seed) {
    return make(
        parent,
        block,
        manager -> {
          initialiser.start(manager, block, KeyedRandom.of(seed, "initial weights"));
          return "random weights (%s)".formatted(initialiser);
        });
  }

  /** A learner with saved weights. */
  public static Learner trained(NDManager parent, Network network, byte[] weights) {
    return blank(parent, network.block()).with(weights);
  }

  /** A learner whose weights are still to come. */
  static Learner blank(NDManager parent, NamedBlock block) {
    return make(
        parent,
        block,
        manager -> {
          Initialiser.blank(manager, block);
          return "weights of a trained network";
        });
  }

  private Learner with(byte[] weights) {
    try {
      restore(weights);
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Gives a block its weights, and says where they came from. */
  private interface Filling {
    String fill(NDManager manager);
  }

  private static Learner make(NDManager parent, NamedBlock block, Filling filling) {
    NDManager manager = parent.newSubManager();
    try {
      return new Learner(manager, block, filling.fill(manager));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * A forward pass.
   *
   * @param images shape (N, C, H, W); the result belongs to their manager
   * @return logits, shape (N, classes)
   */
  public NDArray logits(NDArray images, boolean training) {
    return block.forward(store, new NDList(laidOut(images)), training).singletonOrThrow();
  }

  /** Logits of many images, batch by batch, without gradients; owned by the images' manager. */
  public NDArray allLogits(NDArray images) {
    return allLogits(images.getManager(), new HeldImages(images));
  }

  /** Logits of many images, batch by batch, without gradients. */
  public NDArray allLogits(NDManager owner, Items items) {
    return batched(owner, items, images -> logits(images, false));
  }

  /**
   * What a forward pass gives for many images, batch by batch, without gradients.
   *
   * @param pass from images to rows; what it makes belongs to the images' manager
   */
  static NDArray batched(NDManager owner, Items items, UnaryOperator<NDArray> pass) {
    NDList parts = new NDList();
    int batch = (int) Math.max(LEAST_EVALUATED, EVALUATION_PIXELS / items.pixels());
    try (NDManager scope = owner.newSubManager()) {
      for (int from = 0; from < items.count(); from += batch) {
        int to = Math.min(items.count(), from + batch);
        try (NDManager step = scope.newSubManager()) {
          NDArray rows = pass.apply(items.images(step, from, to));
          rows.attach(scope);
          parts.add(rows);
        }
      }
      NDArray all = ai.djl.ndarray.NDArrays.concat(parts);
      all.attach(owner);
      return all;
    }
  }

  /** Predicted classes of many images. */
  public int[] predict(NDArray images) {
    return predict(new HeldImages(images));
  }

  /** Predicted classes of many images. */
  public int[] predict(Items items) {
    try (NDArray logits = allLogits(manager, items);
        NDArray classes = logits.argMax(1)) {
      long[] wide = classes.toLongArray();
      int[] predictions = new int[wide.length];
      for (int i = 0; i < wide.length; i++) {
        predictions[i] = Math.toIntExact(wide[i]);
      }
      return predictions;
    }
  }

  /**
   * A tensor of the block's own, as the optimizer moves it.
   *
   * @throws IllegalArgumentException when it has none of this name
   */
  NDArray tensor(String name) {
    ai.djl.nn.Parameter own = block.getDirectParameters().get(name);
    if (own == null) {
      throw new IllegalArgumentException(
          "tensor [%s] must be one of %s".formatted(name, block.getDirectParameters().keys()));
    }
    return own.getArray();
  }

  /** Its network at work. */
  NamedBlock block() {
    return block;
  }

  /**
   * Has the engine record nothing of its forward passes: its weights, which ask for gradients from
   * the start, do so no more.
   */
  void freeze() {
    for (ai.djl.nn.Parameter parameter : block.getParameters().values()) {
      parameter.getArray().setRequiresGradient(false);
    }
  }

  /** A forward pass that also gives the maps of some taps. */
  public Features features(NDArray images, boolean training, List<String> taps) {
    return Features.of(block, store, laidOut(images), training, taps);
  }

  /** Images as they are, or on a CPU as the network asks for them. */
  private NDArray laidOut(NDArray images) {
    boolean asked = block.isChannelsLast() && !images.getDevice().isGpu();
    return asked ? Layers.channelsLast(images) : images;
  }

  /**
   * What its classifier makes of the map of its last convolution, or of another network's in its
   * place.
   *
   * @param head name of the module, {@link Network#head()}
   * @param map shape (N, C, H, W)
   * @return logits, shape (N, classes)
   */
  public NDArray classified(String head, NDArray map) {
    return Features.classified(block, store, head, map);
  }

  /** Where its first weights came from, in words. */
  public String start() {
    return start;
  }

  @Override
  public byte[] weights() {
    return Weights.encode(block);
  }

  @Override
  public void restore(byte[] weights) {
    Weights.decode(weights, block);
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  @Override
  public List<List<NDArray>> trainable() {
    return List.of(
        block.getParameters().values().stream()
            .filter(parameter -> parameter.requiresGradient())
            .map(parameter -> parameter.getArray())
            .toList());
  }

  @Override
  public void close() {
    manager.close();
  }
}
