package io.retort.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.retort.model.Initialiser;
import io.retort.model.NamedBlock;
import io.retort.model.Network;
import io.retort.model.TensorNames;
import io.retort.model.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Which share of a training step is spent beside the engine's operations?
 *
 * <p>A forward and backward pass of a network is recorded by the engine's profiler; the time in
 * which some operation ran is taken from the step's wall-clock time, both with the profiler on.
 * Arguments: {@code network:side:batch}, such as {@code resnet18:64:32}. Medians of nine steps
 * after thirty; one thread by {@code -Dai.djl.pytorch.num_threads=1}.
 */
public final class StepProfile {
  private static final int WARM_UP = 30;
  private static final int STEPS = 9;
  private static final int CLASSES = 8;
  private static final int CHANNELS = 3;

  private final NDManager manager;
  private final NamedBlock block;
  private final List<NDArray> weights;
  private final NDArray images;

  private StepProfile(NDManager manager, Network network, int batch) {
    this.manager = manager;
    this.block = network.block();
    Initialiser.PYTORCH.start(manager, block, new SplittableRandom(1));
    weights =
        TensorNames.of(block).values().stream()
            .filter(Parameter::requiresGradient)
            .map(Parameter::getArray)
            .toList();
    weights.forEach(weight -> weight.setRequiresGradient(true));
    images = manager.randomUniform(0, 1, new Shape(batch).addAll(network.itemShape()));
  }

  /** Profiles each network named. */
  public static void main(String[] args) throws IOException {
    for (String arg : args) {
      String[] parts = arg.split(":", -1);
      Network network =
          Zoo.byId(parts[0]).factory().of(CHANNELS, Integer.parseInt(parts[1]), CLASSES);
      try (NDManager manager = NDManager.newBaseManager()) {
        new StepProfile(manager, network, Integer.parseInt(parts[2])).run(arg);
      }
    }
  }

  private void run(String name) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      step();
    }
    double[] walls = new double[STEPS];
    double[] shares = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      Path file = Files.createTempFile("retort-profile", ".json");
      JniUtils.startProfile(false, false, false);
      long start = System.nanoTime();
      step();
      double wall = (System.nanoTime() - start) / 1e6;
      JniUtils.stopProfile(file.toString());
      double inside = inOperations(file);
      Files.delete(file);
      walls[i] = wall;
      shares[i] = (wall - inside) / inside;
    }
    Arrays.sort(walls);
    Arrays.sort(shares);
    System.out.printf(
        Locale.ROOT,
        "%-28s step %8.2f ms, %5.1f %% beside the operations%n",
        name,
        walls[STEPS / 2],
        100 * shares[STEPS / 2]);
  }

  private void step() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray input = images.duplicate();
      input.attach(scope);
      NDArray loss;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray output =
            block
                .forward(new ParameterStore(manager, false), new NDList(input), true)
                .singletonOrThrow();
        loss = output.mul(output).mean();
        collector.backward(loss);
      }
      loss.getFloat();
    }
  }

  /** Milliseconds in which at least one operation ran. */
  private static double inOperations(Path trace) throws IOException {
    List<double[]> spans = new ArrayList<>();
    for (JsonNode event : JsonMapper.builder().build().readTree(trace.toFile())) {
      if (event.path("ph").asText().equals("X")) {
        double start = event.get("ts").asDouble();
        spans.add(new double[] {start, start + event.get("dur").asDouble()});
      }
    }
    spans.sort(Comparator.comparingDouble(span -> span[0]));
    double end = 0;
    double microseconds = 0;
    for (double[] span : spans) {
      microseconds += Math.max(0, span[1] - Math.max(end, span[0]));
      end = Math.max(end, span[1]);
    }
    return microseconds / 1e3;
  }
}
