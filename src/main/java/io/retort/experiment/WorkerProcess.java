package io.retort.experiment;

import io.retort.provenance.Json;
import io.retort.training.ConvolutionCheck;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** A forked worker, seen from the run. */
final class WorkerProcess implements AutoCloseable {
  private static final int SECONDS_TO_END = 5;

  /**
   * Has glibc keep what was freed, in huge pages: else each large tensor is mapped and zeroed anew,
   * which took most of a step on networks with wide maps (decision 0011). Other systems ignore it.
   */
  private static final String KEEP_MEMORY =
      "glibc.malloc.hugetlb=1:glibc.malloc.trim_threshold=8000000000"
          + ":glibc.malloc.mmap_threshold=8000000000:glibc.malloc.top_pad=67108864";

  /** Where Linux distributions have mimalloc (decision 0019). */
  private static final List<Path> ALLOCATORS =
      Stream.of(
              "/usr/lib/%s-linux-gnu"
                  .formatted(System.getProperty("os.arch").replace("amd64", "x86_64")),
              "/usr/lib64")
          .map(folder -> Path.of(folder, "libmimalloc.so.2"))
          .toList();

  /** Whether a worker of this run found that its engine must be limited on this CPU. */
  private static final AtomicBoolean LIMITED = new AtomicBoolean();

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter requests;
  private final Path log;

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.requests =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Forks a worker and waits until its engine is loaded.
   *
   * @param log takes the worker's error output
   * @param arguments of {@link Worker#main}
   */
  static WorkerProcess start(Path log, List<String> arguments) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    boolean limited = LIMITED.get();
    Path classPath = Files.createTempFile("retort-classpath", ".txt");
    try {
      Files.writeString(classPath, "-cp \"" + classPath().replace("\\", "\\\\") + "\"\n");
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "-Xmx1g",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Djava.awt.headless=true",
              "-Dai.djl.offline=" + System.getProperty("ai.djl.offline", "false"),
              "-Dai.djl.pytorch.num_threads=1",
              "-Dai.djl.pytorch.num_interop_threads=1",
              "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
              "-Dorg.slf4j.simpleLogger.log.ai.djl.util.cuda=error"));
      if (Runtime.version().feature() >= 24) {
        command.add("--enable-native-access=ALL-UNNAMED");
      }
      command.add("@" + classPath);
      command.add(Worker.class.getName());
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("OMP_NUM_THREADS", "1");
      builder.environment().put("MKL_NUM_THREADS", "1");
      builder.environment().putIfAbsent("GLIBC_TUNABLES", KEEP_MEMORY);
      allocator().ifPresent(a -> builder.environment().putIfAbsent("LD_PRELOAD", a.toString()));
      if (limited) {
        builder.environment().putIfAbsent(ConvolutionCheck.LIMIT, ConvolutionCheck.SAFE);
      }
      builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      WorkerProcess worker = new WorkerProcess(builder.start(), log);
      WorkerProtocol.Reply reply = worker.answer();
      if (reply.kind().equals(WorkerProtocol.FAULTY) && !limited) {
        LIMITED.set(true);
        worker.close();
        return start(log, arguments);
      }
      if (!reply.kind().equals("ready")) {
        worker.close();
        throw new IOException(
            "a worker did not start: %s: %s".formatted(reply.message(), lastLine(log)));
      }
      return worker;
    } finally {
      Files.deleteIfExists(classPath);
    }
  }

  /** An allocator that serves the engine's many small tensors faster than the C library's own. */
  static Optional<Path> allocator() {
    return ALLOCATORS.stream().filter(Files::isReadable).findFirst();
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (!lines.get(i).isBlank() && !lines.get(i).startsWith("\tat ")) {
        return lines.get(i);
      }
    }
    return "its log is empty";
  }

  long pid() {
    return process.pid();
  }

  /** Has a cell trained; a worker that dies answers "died". */
  WorkerProtocol.Reply train(WorkerProtocol.Request request) {
    try {
      requests.write(Json.CANONICAL.writeValueAsString(request));
      requests.newLine();
      requests.flush();
      return answer();
    } catch (IOException e) {
      return died();
    }
  }

  private WorkerProtocol.Reply answer() {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith(WorkerProtocol.MARK)) {
          return Json.CANONICAL.readValue(
              line.substring(WorkerProtocol.MARK.length()), WorkerProtocol.Reply.class);
        }
      }
    } catch (IOException e) {
      return died();
    }
    return died();
  }

  private WorkerProtocol.Reply died() {
    String how = "did not end";
    try {
      if (process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        int code = process.exitValue();
        how =
            code == 137 ? "was killed or ran out of memory (exit 137)" : "ended with exit " + code;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new WorkerProtocol.Reply(
        "died", "worker %d %s; its log: %s".formatted(pid(), how, log), 0);
  }

  private static String classPath() {
    String tests = System.getProperty("surefire.test.class.path");
    String path = tests != null ? tests : System.getProperty("java.class.path");
    List<String> absolute = new ArrayList<>();
    for (String part : path.split(File.pathSeparator, -1)) {
      if (!part.isEmpty()) {
        absolute.add(Path.of(part).toAbsolutePath().toString());
      }
    }
    return String.join(File.pathSeparator, absolute);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
