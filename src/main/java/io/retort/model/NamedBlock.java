package io.retort.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A block of named children, and a flow that says how they are joined.
 *
 * <p>Names are those of the reference networks, so that {@link TensorNames} finds a child's tensors
 * under the names of published files. A child knows the shape of its own input's channels, so that
 * no shapes need to be passed through the flow.
 */
public final class NamedBlock extends AbstractBlock {
  private final Map<String, Block> named = new LinkedHashMap<>();
  private final Map<String, Shape> probes = new LinkedHashMap<>();
  private final Flow flow;
  private boolean channelsLast;

  /** How children are joined. */
  @FunctionalInterface
  public interface Flow {
    /** From input to output; {@code run} applies children. */
    NDArray apply(Run run, NDArray input);
  }

  private NamedBlock(Flow flow) {
    this.flow = flow;
  }

  /** A block without children yet. */
  public static NamedBlock of(Flow flow) {
    return new NamedBlock(flow);
  }

  /** Children one after the other. */
  public static NamedBlock chain() {
    return chain(Map.of());
  }

  /**
   * Children one after the other.
   *
   * @param taps under which name a child's output can be asked for, by child
   */
  public static NamedBlock chain(Map<String, String> taps) {
    return new NamedBlock(
        (run, input) -> {
          NDArray x = input;
          for (String name : run.names()) {
            NDArray y = run.scoped(name, x);
            String tap = taps.get(name);
            if (tap != null) {
              run.tap(tap, y);
            }
            run.leave(x, input, y);
            x = y;
          }
          return x;
        });
  }

  /** Adds a child that is itself a module. */
  public NamedBlock with(String name, NamedBlock child) {
    return add(name, child, new Shape(1));
  }

  /** Adds a layer. */
  public NamedBlock with(String name, Layers.Layer layer) {
    return add(name, layer.block(), layer.probe());
  }

  /** Adds a tensor of its own, filled with a value at the start. */
  public NamedBlock withTensor(String name, Shape shape, float start) {
    addParameter(
        Parameter.builder()
            .setName(name)
            .setType(Parameter.Type.OTHER)
            .optShape(shape)
            .optInitializer(new ConstantInitializer(start))
            .build());
    return this;
  }

  /**
   * Asks for images with {@link Layers#channelsLast channels last} on a CPU, as few channels are
   * computed faster so (decision 0019). To be called when all children are there.
   *
   * @throws IllegalArgumentException where a 1 x 1 convolution has a stride: the engine writes
   *     beyond its memory there
   */
  public NamedBlock channelsLast() {
    for (Block layer : layers()) {
      if (layer instanceof Convolution convolution
          && convolution.getKernelShape().size() == 1
          && convolution.getStride().size() > 1) {
        throw new IllegalArgumentException(
            "a 1 x 1 convolution of stride %s must not have its maps channels last"
                .formatted(convolution.getStride()));
      }
    }
    channelsLast = true;
    return this;
  }

  /** Whether images are to have their channels last on a CPU. */
  public boolean isChannelsLast() {
    return channelsLast;
  }

  /** All layers, those of modules included. */
  private List<Block> layers() {
    return named.values().stream()
        .flatMap(
            child ->
                child instanceof NamedBlock module ? module.layers().stream() : Stream.of(child))
        .toList();
  }

  private NamedBlock add(String name, Block child, Shape probe) {
    if (named.put(name, child) != null) {
      throw new IllegalArgumentException("child [%s] must be added once".formatted(name));
    }
    probes.put(name, probe);
    addChildBlock(name.replace('.', '_'), child);
    return this;
  }

  /** The children by their reference names. */
  Map<String, Block> named() {
    return named;
  }

  /** One forward pass through a module. */
  public final class Run {
    private final ParameterStore store;
    private final boolean training;
    private final Watch watch;

    private Run(ParameterStore store, boolean training, Watch watch) {
      this.store = store;
      this.training = training;
      this.watch = watch;
    }

    /** A child's output. */
    public NDArray child(String name, NDArray input) {
      return child(name, input, watch);
    }

    /** A child's output, and maps of its inside by their taps. */
    NDArray child(String name, NDArray input, Watch seen) {
      Block child = Objects.requireNonNull(named.get(name), name);
      NDArray output =
          child.forward(store, new NDList(input), training, seen.asParams()).singletonOrThrow();
      seen.layer(child, output);
      return output;
    }

    /** A child's output; in evaluation what the child made on its way is freed. */
    private NDArray scoped(String name, NDArray input) {
      if (training || !(named.get(name) instanceof NamedBlock)) {
        return child(name, input);
      }
      NDManager owner = input.getManager();
      try (NDManager scope = owner.newSubManager()) {
        NDArray alias = input.reshape(input.getShape());
        alias.attach(scope);
        NDArray output = child(name, alias);
        output.attach(owner);
        watch.keep(scope, owner);
        return output;
      }
    }

    /** Frees a map between two children in evaluation, unless somebody else has it. */
    private void leave(NDArray map, NDArray input, NDArray next) {
      if (!training && map != input && map != next && !watch.has(map)) {
        map.close();
      }
    }

    /** A tensor of the module's own. */
    public NDArray tensor(String name, NDArray like) {
      return store.getValue(
          Objects.requireNonNull(getDirectParameters().get(name)), like.getDevice(), training);
    }

    /**
     * Stochastic depth by row (Huang et al. 2016): in training each item is dropped with a
     * probability, and the others are scaled so that the mean stays.
     */
    public NDArray dropRows(NDArray map, float probability) {
      if (!training || probability == 0) {
        return map;
      }
      long items = map.getShape().get(0);
      try (NDManager scope = map.getManager().newSubManager()) {
        NDArray keep =
            scope
                .randomUniform(0, 1, new Shape(items, 1, 1, 1))
                .gte(scope.create(probability))
                .toType(DataType.FLOAT32, false)
                .div(scope.create(1 - probability));
        keep.attach(map.getManager());
        return map.mul(keep);
      }
    }

    /** The mean over height and width, shape (N, C). */
    public NDArray globalAverage(NDArray map) {
      watch.average(map);
      return Layers.globalAverage(map);
    }

    /** Whether there is such a child. */
    public boolean has(String name) {
      return named.containsKey(name);
    }

    /** Names of all children, in order. */
    public List<String> names() {
      return List.copyOf(named.keySet());
    }

    /** Keeps a map under a tap's name, where it was asked for; gives it back. */
    public NDArray tap(String name, NDArray map) {
      watch.tap(name, map);
      return map;
    }

    /** What watches this pass. */
    Watch watch() {
      return watch;
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store,
      NDList inputs,
      boolean training,
      @Nullable PairList<String, Object> params) {
    return new NDList(
        flow.apply(new Run(store, training, Watch.in(params)), inputs.singletonOrThrow()));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    named.forEach(
        (name, child) ->
            child.initialize(manager, dataType, Objects.requireNonNull(probes.get(name))));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    throw new UnsupportedOperationException("run a forward pass to learn the shape");
  }
}
