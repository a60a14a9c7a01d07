package io.retort.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConvolutionCheckTest {
  /** Says whether the check holds in a JVM of its own. */
  static final class Ask {
    private Ask() {}

    public static void main(String[] args) {
      Compute.start();
      System.out.println("holds: " + ConvolutionCheck.holds());
    }
  }

  @Test
  void withTheSafeLimitGradientsOfConvolutionsAgreeWithDoublePrecision() throws Exception {
    assertEquals("holds: true", ask(ConvolutionCheck.SAFE));
  }

  @Test
  void sixteenChannelsInAndOutAgreeWithDoublePrecision() {
    try (NDManager manager = NDManager.newBaseManager()) {
      assertTrue(ConvolutionCheck.error(manager, 16, 16, 3, false) < 1e-5);
      assertTrue(ConvolutionCheck.error(manager, 16, 16, 3, true) < 1e-5);
    }
  }

  private static String ask(String limit) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Dai.djl.pytorch.num_threads=1",
            "-Dai.djl.offline=" + System.getProperty("ai.djl.offline", "false"),
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
            "-cp",
            System.getProperty("java.class.path"),
            Ask.class.getName());
    builder.environment().put(ConvolutionCheck.LIMIT, limit);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the JVM ends");
    return said.strip();
  }
}
