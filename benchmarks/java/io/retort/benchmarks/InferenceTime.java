package io.retort.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.retort.model.TwoLayerConvNet;
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
 * How long does one forward pass of a batch take, from images on the device to logits in Java?
 *
 * <p>Latency is sampled per pass, in milliseconds; throughput is passes per second: times the batch
 * for images per second. One thread; the logits are copied to Java, which waits for the device.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class InferenceTime {
  private static final int SIDE = 28;

  /** Which network: vanmolle2021's teacher (grey) or student (colour). */
  @Param({"teacher", "student"})
  public String network = "teacher";

  /** Images per pass. */
  @Param({"1", "256"})
  public int batch = 1;

  private NDManager manager;
  private Learner learner;
  private NDArray images;

  /** Makes the network and the images; passes once, as first calls of a shape are slower. */
  @Setup
  public void prepare() {
    int channels = network.equals("teacher") ? 1 : 3;
    manager = NDManager.newBaseManager();
    JniUtils.setGradMode(false); // the engine turns gradients off only for the thread that loads it
    learner =
        Learner.start(
            manager,
            new TwoLayerConvNet(channels, SIDE, 4, 10),
            Start.PYTORCH,
            Optional.empty(),
            1);
    images = manager.randomUniform(0, 1, new Shape(batch, channels, SIDE, SIDE));
    forward();
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
    return forward();
  }

  /** Passes per second. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public float[] throughput() {
    return forward();
  }

  private float[] forward() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray input = images.duplicate();
      input.attach(scope);
      return learner.logits(input, false).toFloatArray();
    }
  }
}
