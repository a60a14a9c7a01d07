package io.retort.benchmarks;

import ai.djl.ndarray.NDManager;
import io.retort.data.DataSpec;
import io.retort.data.augment.Augmentation;
import io.retort.data.augment.ImageBatches;
import io.retort.data.augment.Normalisation;
import io.retort.data.augment.RandAugment;
import io.retort.data.augment.RandomAffine;
import io.retort.data.augment.RandomFlips;
import io.retort.data.cache.ImageTensor;
import io.retort.data.cache.TensorCache;
import io.retort.data.cache.Transform;
import io.retort.data.synthetic.Lesions;
import io.retort.model.DsNet;
import io.retort.training.Batch;
import io.retort.training.HeldItems;
import io.retort.training.Learner;
import io.retort.training.LearningCurve;
import io.retort.training.Objective;
import io.retort.training.Optimizer;
import io.retort.training.Start;
import io.retort.training.Trainer;
import io.retort.training.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Which share of a training step is serving its batch? A batch of 16 images of 224 x 224 from the
 * cache, as it is and changed at random, beside one step of DSNet (khan2022) on as many.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BatchServingTime {
  private static final int BATCH = 16;
  private static final int SIDE = 224;
  private static final int[] ITEMS = IntStream.range(0, BATCH).toArray();

  private record Noise(int images) implements DataSpec {}

  private final TrainingRecipe recipe =
      new TrainingRecipe(
          new Noise(BATCH),
          new DsNet(3, SIDE, 2),
          Start.PYTORCH,
          new Objective.HardLabels(1),
          new Optimizer.Sgd(1e-4, 0),
          1,
          BATCH);
  private NDManager manager;
  private Learner learner;
  private Batch set;
  private Path folder;
  private ImageBatches plain;
  private ImageBatches moved;
  private ImageBatches randAugmented;

  /** Draws and decodes the images, and makes the network. */
  @Setup
  public void prepare() throws IOException {
    manager = NDManager.newBaseManager();
    folder = Files.createTempDirectory("retort-serving");
    ImageTensor tensor =
        new TensorCache(folder, 2)
            .open(
                new Lesions(BATCH, SIDE, 8, Lesions.Prevalence.EQUAL, .5, 1).list(null),
                Transform.resize(SIDE),
                (done, total) -> {});
    plain = batches(tensor, new Augmentation.None());
    moved =
        batches(
            tensor,
            new Augmentation.Chain(
                List.of(new RandomFlips(.5, .5, .5), new RandomAffine(45, .1, .1, 1))));
    randAugmented = batches(tensor, RandAugment.standard());
    learner = Learner.start(manager, recipe.network(), Start.PYTORCH, Optional.empty(), 1);
    set =
        new Batch(
            plain.evaluation(manager, ITEMS).images(),
            manager.create(IntStream.of(ITEMS).mapToLong(i -> i % 2).toArray()),
            null);
  }

  private static ImageBatches batches(ImageTensor tensor, Augmentation augmentation) {
    return new ImageBatches(tensor, augmentation, Normalisation.imageNet(), 1);
  }

  /** Frees the tensors and deletes the cache. */
  @TearDown
  public void free() throws IOException {
    manager.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private float served(ImageBatches batches) {
    try (NDManager scope = manager.newSubManager()) {
      return batches.training(scope, ITEMS, 1, 0).images().max().getFloat();
    }
  }

  /** Serving as it is, the read of one number included. */
  @Benchmark
  public float serve() {
    return served(plain);
  }

  /** Serving with flips, rotation, shift and scale. */
  @Benchmark
  public float serveMoved() {
    return served(moved);
  }

  /** Serving with RandAugment. */
  @Benchmark
  public float serveRandAugmented() {
    return served(randAugmented);
  }

  /** One step of DSNet. */
  @Benchmark
  public LearningCurve step() {
    return new Trainer<>(recipe, 1, null, done -> {})
        .train(learner, new HeldItems(set), probed -> Map.of())
        .curve();
  }
}
