package io.retort.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The engine and the device. Nothing else in the code asks for them. */
public final class Compute {
  private Compute() {}

  /**
   * Loads the engine. One process at a time: on its first use on a machine the engine unpacks its
   * native library into a cache that all processes share.
   */
  public static void start() {
    Path lock = Path.of(System.getProperty("java.io.tmpdir"), "retort-engine.lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid()) {
        Engine.getInstance();
      }
    } catch (IOException e) {
      Engine.getInstance();
    }
  }

  /** The engine and its version. */
  public static String engine() {
    Engine engine = Engine.getInstance();
    String limit = System.getenv(ConvolutionCheck.LIMIT);
    return engine.getEngineName()
        + " "
        + engine.getVersion()
        + ", DJL "
        + Engine.getDjlVersion()
        + (limit == null ? "" : ", oneDNN limited to " + limit);
  }

  /** Threads of the engine, as set at start; 0 where it chooses. */
  public static int threads() {
    return Integer.getInteger("ai.djl.pytorch.num_threads", 0);
  }

  /**
   * The device to train on.
   *
   * @param wish auto, cpu or gpu
   * @param index which GPU
   * @throws IllegalStateException when a GPU is asked for and there is none
   */
  public static Device device(String wish, int index) {
    int gpus = wish.equals("cpu") ? 0 : Engine.getInstance().getGpuCount();
    if (gpus > 0) {
      return Device.gpu(index % gpus);
    }
    if (wish.equals("gpu")) {
      throw new IllegalStateException(
          "device [gpu] was asked for, but the engine sees no GPU: use -Dretort.device=cpu");
    }
    return Device.cpu();
  }

  /** A device's name, such as "cpu" or "gpu(0)". */
  public static String name(Device device) {
    return device.isGpu() ? "gpu(" + device.getDeviceId() + ")" : "cpu";
  }
}
