package io.retort.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.retort.model.Zoo;
import io.retort.training.Learner;
import io.retort.training.Start;
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
 * How long does one forward pass of images of 224 x 224 take in a student of the papers, from
 * images on the device to logits in Java?
 *
 * <p>Latency is sampled per pass, in milliseconds. One thread; the logits are copied to Java, which
 * waits for the device.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class NetworkInferenceTime {
  private static final int SIDE = 224;
  private static final int CHANNELS = 3;
  private static final int CLASSES = 8;

  /** Which network. */
  @Param({"dsnet", "mobilenet_v2", "resnet18"})
  public String network = "dsnet";

  /** Images per pass. */
  @Param({"1", "32"})
  public int batch = 1;

  private NDManager manager;
  private Learner learner;
  private NDArray images;

  /** Makes the network and the images; passes once, as first calls of a shape are slower. */
  @Setup
  public void prepare() {
    manager = NDManager.newBaseManager();
    JniUtils.setGradMode(false); // the engine turns gradients off only for the thread that loads it
    learner =
        Learner.start(
            manager,
            Zoo.byId(network).factory().of(CHANNELS, SIDE, CLASSES),
            Start.PYTORCH,
            Optional.empty(),
            1);
    images = manager.randomUniform(0, 1, new Shape(batch, CHANNELS, SIDE, SIDE));
    latency();
  }

  /** Frees the tensors. */
  @TearDown
  public void free() {
    manager.close();
  }

  /** Time per pass. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public float[] latency() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray input = images.duplicate();
      input.attach(scope);
      return learner.logits(input, false).toFloatArray();
    }
  }
}
