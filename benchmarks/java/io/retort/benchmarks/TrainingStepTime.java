package io.retort.benchmarks;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.retort.data.DataSpec;
import io.retort.model.TwoLayerConvNet;
import io.retort.training.Batch;
import io.retort.training.HeldItems;
import io.retort.training.Learner;
import io.retort.training.LearningCurve;
import io.retort.training.Objective;
import io.retort.training.Optimizer;
import io.retort.training.Start;
import io.retort.training.Trainer;
import io.retort.training.TrainingRecipe;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long does one step of vanmolle2021's student take: 64 of 1,000 images, forward, distillation
 * loss, backward, update? {@code benchmarks/peer/step_time.py} does the same work in PyTorch.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TrainingStepTime {
  private static final int STEPS = 200;
  private static final int IMAGES = 1_000;
  private static final int CLASSES = 10;

  private record Noise(int images) implements DataSpec {}

  private final TrainingRecipe recipe =
      new TrainingRecipe(
          new Noise(IMAGES),
          new TwoLayerConvNet(3, 28, 4, CLASSES),
          Start.PYTORCH,
          new Objective.Distil(0.6, 8, 1, 64),
          new Optimizer.Sgd(0.01, 0),
          STEPS,
          64);
  private NDManager manager;
  private Learner learner;
  private Batch set;

  /** Makes the student and random images, labels and teacher's logits. */
  @Setup
  public void prepare() {
    manager = NDManager.newBaseManager();
    learner = Learner.start(manager, recipe.network(), Start.PYTORCH, Optional.empty(), 1);
    long[] labels = new long[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % CLASSES;
    }
    set =
        new Batch(
            manager.randomUniform(0, 1, new Shape(IMAGES, 3, 28, 28)),
            manager.create(labels),
            manager.randomNormal(new Shape(IMAGES, CLASSES)));
  }

  /** Frees the tensors. */
  @TearDown
  public void free() {
    manager.close();
  }

  /** Time per step. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public LearningCurve step() {
    return new Trainer<>(recipe, 1, null, done -> {})
        .train(learner, new HeldItems(set), probed -> Map.of())
        .curve();
  }
}
