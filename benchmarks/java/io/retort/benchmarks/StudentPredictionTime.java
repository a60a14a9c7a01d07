package io.retort.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.retort.model.Zoo;
import io.retort.training.Learner;
import io.retort.training.Start;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long do the students of khan2022, and teacher and student of zeng2024, take to answer one
 * image, and a set of images in batches of 32, from images on the device to logits in Java?
 *
 * <p>Mean time per operation, in milliseconds. One thread; the logits are copied to Java, which
 * waits for the device.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StudentPredictionTime {
  private static final int CHANNELS = 3;
  private static final int CLASSES = 2;
  private static final int BATCH = 32;

  /** Names in the list of networks, by the paper's. */
  private static final Map<String, String> NETWORKS =
      Map.of(
          "resnet101", "keras_resnet101",
          "resnet50", "keras_resnet50",
          "mobilenet", "mobilenetv1_100");

  /** Which student. */
  @Param({
    "resnet101",
    "resnet50",
    "inception_v3",
    "vgg16",
    "efficientnet_b0",
    "mobilenet",
    "dsnet",
    "res2net101_26w_4s",
    "shufflenet_v2_x1_0"
  })
  public String network = "dsnet";

  /** Images an operation; the largest number stands for the test set, which has 3,000. */
  @Param({"1", "32"})
  public int images = 1;

  /** Height and width of the images. */
  @Param("224")
  public int side = 224;

  private NDManager manager;
  private Learner learner;
  private NDArray all;

  /** Makes the network and the images; asks once, as first calls of a shape are slower. */
  @Setup
  public void prepare() {
    manager = NDManager.newBaseManager();
    JniUtils.setGradMode(false); // the engine turns gradients off only for the thread that loads it
    learner =
        Learner.start(
            manager,
            Zoo.byId(Objects.requireNonNullElse(NETWORKS.get(network), network))
                .factory()
                .of(CHANNELS, side, CLASSES),
            Start.PYTORCH,
            Optional.empty(),
            1);
    all = manager.randomUniform(0, 1, new Shape(images, CHANNELS, side, side));
    answer();
  }

  /** Frees the tensors. */
  @TearDown
  public void free() {
    manager.close();
  }

  /** Time per operation. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  public float[][] answer() {
    float[][] answers = new float[(images + BATCH - 1) / BATCH][];
    for (int i = 0; i < answers.length; i++) {
      try (NDManager scope = manager.newSubManager()) {
        NDArray batch = all.get("{}:{}", i * BATCH, Math.min(images, (i + 1) * BATCH));
        batch.attach(scope);
        answers[i] = learner.logits(batch, false).toFloatArray();
      }
    }
    return answers;
  }
}
