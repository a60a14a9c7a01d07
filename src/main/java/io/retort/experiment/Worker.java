package io.retort.experiment;

import ai.djl.Device;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.retort.claim.Condition;
import io.retort.provenance.Json;
import io.retort.training.Compute;
import io.retort.training.ConvolutionCheck;
import io.retort.training.Scale;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A forked JVM that trains the cells it is asked for on standard input.
 *
 * <p>When its input ends, because the run is over or was killed, it ends at once: no worker
 * outlives its run.
 */
public final class Worker {
  private final PrintStream answers;
  private final ResultStore store;
  private final DataDirectory data;
  private final String engine;
  private final String device;
  private final int index;

  private Worker(
      PrintStream answers,
      Path store,
      DataDirectory data,
      String engine,
      String device,
      int index) {
    this.answers = answers;
    this.store = new ResultStore(store, System.err::println);
    this.data = data;
    this.engine = engine;
    this.device = device;
    this.index = index;
  }

  /**
   * Arguments: store folder, data directory or empty, cache folder, folder of timings, least share,
   * engine key, device, worker's index.
   */
  public static void main(String[] args) throws Exception {
    PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(requests), "requests");
    reader.setDaemon(true);
    reader.start();
    Worker worker =
        new Worker(
            answers,
            Path.of(args[0]),
            new DataDirectory(
                args[1].isEmpty() ? null : Path.of(args[1]),
                Path.of(args[2]),
                Path.of(args[3]),
                Double.parseDouble(args[4])),
            args[5],
            args[6],
            Integer.parseInt(args[7]));
    worker.work(requests);
  }

  private static void read(BlockingQueue<String> requests) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        requests.add(line);
      }
    } catch (IOException e) {
      System.err.println("input failed: " + e.getMessage());
    }
    Runtime.getRuntime().halt(0);
  }

  private void work(BlockingQueue<String> requests) throws IOException, InterruptedException {
    Compute.start();
    Device chosen = Compute.device(device, index);
    if (chosen.isGpu() != engine.endsWith(Settings.GPU)) {
      throw new IllegalStateException(
          "the run planned for [%s], but the engine trains on %s: set -Dretort.device"
              .formatted(engine, Compute.name(chosen)));
    }
    if (!chosen.isGpu() && !ConvolutionCheck.holds()) {
      if (System.getenv(ConvolutionCheck.LIMIT) == null) {
        answer(WorkerProtocol.FAULTY, "wrong gradients of convolutions");
        return;
      }
      throw new IllegalStateException(
          "the engine's gradients of convolutions are wrong on this CPU with %s [%s]: set it to %s"
              .formatted(
                  ConvolutionCheck.LIMIT,
                  System.getenv(ConvolutionCheck.LIMIT),
                  ConvolutionCheck.SAFE));
    }
    try (CellRunner runner = new CellRunner(store, data, chosen)) {
      answer("ready", "");
      while (true) {
        WorkerProtocol.Request request =
            Json.CANONICAL.readValue(requests.take(), WorkerProtocol.Request.class);
        try {
          train(runner, request);
          answer("done", "");
        } catch (RuntimeException | IOException e) {
          e.printStackTrace();
          answer("failed", e.getClass().getSimpleName() + ": " + e.getMessage());
        }
      }
    }
  }

  private void train(CellRunner runner, WorkerProtocol.Request request) throws IOException {
    Experiment experiment = Experiments.byId(request.experiment());
    Condition condition = Condition.parse(request.condition());
    Plan plan =
        Plan.of(
            experiment,
            Scale.parse(request.scale()),
            List.of(request.seed()),
            data,
            engine,
            List.of(request.variant()),
            Set.of(condition));
    for (Plan.Entry entry : plan.entries()) {
      if (entry.key().equals(request.key())) {
        runner.run(plan, entry, step -> {});
        return;
      }
    }
    throw new IllegalStateException(
        "the worker plans %s with other keys than the run: code or data changed while running"
            .formatted(request));
  }

  private void answer(String kind, String message) {
    try {
      answers.println(
          WorkerProtocol.MARK
              + Json.CANONICAL.writeValueAsString(
                  new WorkerProtocol.Reply(kind, message, residentBytes())));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long residentBytes() {
    Path status = Path.of("/proc/self/status");
    try {
      if (Files.isReadable(status)) {
        for (String line : Files.readAllLines(status)) {
          if (line.startsWith("VmRSS:")) {
            return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
          }
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }
}
