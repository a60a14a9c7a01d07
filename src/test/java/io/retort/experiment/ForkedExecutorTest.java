package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Observations;
import io.retort.training.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs with real worker processes, interrupted in every way. */
class ForkedExecutorTest {
  private static final int CELLS = 12;
  private static Map<String, Double> uninterrupted = Map.of();

  @TempDir static Path whole;
  @TempDir Path out;

  @BeforeAll
  static void runOnce() {
    uninterrupted = values(RunTiny.observe(whole, Progress.silent()));
    assertEquals(CELLS, uninterrupted.size());
  }

  private final List<ForkedExecutor> opened = new ArrayList<>();

  private ForkedExecutor workers(Settings settings) {
    opened.add(new ForkedExecutor(settings));
    return opened.get(opened.size() - 1);
  }

  @AfterEach
  void close() {
    opened.forEach(ForkedExecutor::close);
  }

  /** The uninterrupted run's results, to be damaged. */
  private void copyOfWhole() throws IOException {
    try (Stream<Path> files = Files.walk(whole.resolve("results"))) {
      for (Path file : files.toList()) {
        Path copy = out.resolve(whole.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static Map<String, Double> values(List<CellResult> results) {
    Map<String, Double> values = new TreeMap<>();
    for (CellResult result : results) {
      values.put(result.cell().toString(), result.metrics().get("accuracy"));
    }
    return values;
  }

  private static Plan plan(Settings settings) {
    return Plan.of(
        new TinyExperiment(),
        Scale.SMOKE,
        settings.seeds(),
        settings.data(),
        settings.engineKey(),
        List.of(),
        Set.of());
  }

  /** A progress that remembers. */
  private static class Heard implements Progress {
    final List<String> said = new ArrayList<>();
    int found = -1;
    int done;

    @Override
    public void start(String title, int total, int stored) {
      found = stored;
    }

    @Override
    public synchronized void done(Cell cell) {
      done++;
    }

    @Override
    public synchronized void say(String message) {
      said.add(message);
    }

    @Override
    public void close() {}
  }

  @Test
  void aKilledWorkerLosesOnlyItsCellWhichIsTrainedAgain() {
    Settings settings = RunTiny.settings(out);
    ForkedExecutor executor = workers(settings);
    Heard heard =
        new Heard() {
          @Override
          public synchronized void done(Cell cell) {
            super.done(cell);
            if (done == 3) {
              long pid = executor.workerPids().get(0);
              ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
          }
        };
    List<CellResult> results =
        new Reply(new TinyExperiment(), settings, executor, heard)
            .observe(settings.seeds(), List.of(), Set.of());
    assertEquals(uninterrupted, values(results));
    assertEquals(1, heard.said.size(), heard.said.toString());
    assertTrue(heard.said.get(0).contains("killed or ran out of memory"), heard.said.get(0));
    assertTrue(heard.said.get(0).endsWith("trying again"), heard.said.get(0));
  }

  @Test
  void aKilledRunGoesOnWithWhatIsStoredAndEndsWithTheSameNumbers() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            RunTiny.class.getName(),
            out.toString());
    Process run =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(out.resolve("log").toFile())
            .start();
    Settings settings = RunTiny.settings(out);
    long give = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (storedCells() < 4 && System.nanoTime() < give) {
      Thread.sleep(20);
    }
    List<ProcessHandle> workers = run.descendants().toList();
    run.destroyForcibly().waitFor();
    for (ProcessHandle worker : workers) {
      worker.onExit().get(20, TimeUnit.SECONDS);
      assertFalse(worker.isAlive(), "no worker outlives its run");
    }
    long stored = storedCells();
    assertTrue(stored >= 4 && stored < CELLS, stored + " cells were stored when it was killed");
    Heard heard = new Heard();
    List<CellResult> results =
        new Reply(new TinyExperiment(), settings, workers(settings), heard)
            .observe(settings.seeds(), List.of(), Set.of());
    assertEquals(stored, heard.found);
    assertEquals(uninterrupted, values(results));
  }

  private long storedCells() throws IOException {
    Path cells = out.resolve("results").resolve("test/tiny/smoke");
    if (!Files.isDirectory(cells)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(cells)) {
      return files.filter(f -> f.toString().endsWith(".json")).count();
    }
  }

  /** Of other seeds, so that the second run has something to train. */
  @Test
  void workersRestBetweenRunsAndEndWhenTheExecutorIsClosed() throws Exception {
    Settings settings = RunTiny.settings(out);
    ForkedExecutor executor = workers(settings);
    List<Set<Long>> seen = new ArrayList<>();
    List<CellResult> results = new ArrayList<>();
    for (List<Long> seeds : List.of(settings.seeds(), List.of(4L, 5L))) {
      Set<Long> pids = new java.util.TreeSet<>();
      Heard heard =
          new Heard() {
            @Override
            public synchronized void done(Cell cell) {
              pids.addAll(executor.workerPids());
            }
          };
      results.addAll(
          new Reply(new TinyExperiment(), settings, executor, heard)
              .observe(seeds, List.of(), Set.of()));
      seen.add(pids);
      assertEquals(List.of(), executor.workerPids(), "none is at work between runs");
    }
    assertEquals(2, seen.get(0).size());
    assertEquals(seen.get(0), seen.get(1), "the same processes");
    assertEquals(uninterrupted, values(results.subList(0, CELLS)));
    for (long pid : seen.get(0)) {
      Path libraries = Path.of("/proc/" + pid + "/maps");
      boolean loaded =
          Files.exists(libraries) && Files.readString(libraries).contains("libmimalloc");
      assertTrue(
          System.getenv("LD_PRELOAD") != null || loaded == WorkerProcess.allocator().isPresent(),
          "the faster allocator is used where it is installed, unless the user has another");
    }
    executor.close();
    for (long pid : seen.get(0)) {
      ProcessHandle.of(pid).ifPresent(p -> p.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }
  }

  @Test
  void aSecondRunTrainsNothing() {
    Heard heard = new Heard();
    Settings settings = RunTiny.settings(whole);
    workers(settings)
        .run(plan(settings), new ResultStore(settings.storeFolder(), heard::say), heard);
    assertEquals(CELLS, heard.found);
    assertEquals(0, heard.done);
  }

  @Test
  void aCorruptResultIsQuarantinedSaidSoAndTrainedAgain() throws IOException {
    copyOfWhole();
    Settings settings = RunTiny.settings(out);
    Plan plan = plan(settings);
    Plan.Entry victim = plan.entries().get(2);
    Path file =
        out.resolve("results")
            .resolve(
                new ResultStore(settings.storeFolder(), s -> {}).name(victim.cell(), victim.key()));
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    Heard heard = new Heard();
    List<CellResult> results =
        new Reply(new TinyExperiment(), settings, workers(settings), heard)
            .observe(settings.seeds(), List.of(), Set.of());
    assertEquals(uninterrupted, values(results));
    assertEquals(1, heard.done);
    assertTrue(
        heard.said.get(0).contains("is corrupt (its content does not match its fingerprint)"),
        heard.said.toString());
    assertTrue(Files.exists(file.resolveSibling(file.getFileName() + ".corrupt")));
  }

  @Test
  void damagedWeightsAreQuarantinedAndTrainedAgain() throws IOException {
    copyOfWhole();
    Settings settings = RunTiny.settings(out);
    Plan.Entry teacher = plan(settings).entries().get(0);
    assertEquals("teacher", teacher.cell().condition().role());
    ResultStore store = new ResultStore(settings.storeFolder(), s -> {});
    String name = store.name(teacher.cell(), teacher.key()).replace(".json", ".safetensors");
    Files.writeString(settings.storeFolder().resolve(name), "not what was trained");
    Heard heard = new Heard();
    List<CellResult> results =
        new Reply(new TinyExperiment(), settings, workers(settings), heard)
            .observe(settings.seeds(), List.of(), Set.of());
    assertEquals(uninterrupted, values(results));
    assertEquals(1, heard.done);
    assertTrue(
        heard.said.get(0).contains("its .safetensors file does not match its fingerprint"),
        heard.said.toString());
  }

  @Test
  @Timeout(60)
  void workersThatCannotStartEndTheRunWithTheReasonInsteadOfHangingIt() {
    Settings settings =
        Settings.from(
            Map.of(
                "scale",
                "smoke",
                "out",
                out.toString(),
                "workers",
                "2",
                "device",
                "gpu",
                "seeds",
                "1"));
    Executor.CellsFailedException e =
        assertThrows(
            Executor.CellsFailedException.class,
            () ->
                workers(settings)
                    .run(
                        plan(settings),
                        new ResultStore(settings.storeFolder(), s -> {}),
                        Progress.silent()));
    assertTrue(e.getMessage().contains("the engine sees no GPU"), e.getMessage());
  }

  @Test
  void storedRowsTellWhichItemsWereRight() {
    Observations seen =
        RunSummary.observations(new TinyExperiment(), RunTiny.observe(whole, Progress.silent()));
    assertEquals(4, seen.of("", "teacher").get(1L).correct().length);
    assertTrue(seen.of("", "teacher").get(1L).correct()[3]);
  }

  @Test
  void aChangedRecipeOrSeedOrTeacherChangesTheKey() {
    Settings settings = RunTiny.settings(out);
    Plan plan = plan(settings);
    assertEquals(CELLS, plan.entries().stream().map(Plan.Entry::key).distinct().count());
    Plan other =
        Plan.of(
            new TinyExperiment(),
            Scale.SMOKE,
            List.of(1L),
            settings.data(),
            "other engine",
            List.of(),
            Set.of());
    assertNotEquals(plan.entries().get(0).key(), other.entries().get(0).key());
  }

  @Test
  void anOutputFolderThatCannotBeWrittenIsRefusedBeforeAnythingRuns() throws IOException {
    Path file = Files.writeString(out.resolve("a-file"), "in the way");
    StoreException e =
        assertThrows(StoreException.class, () -> new ResultStore(file.resolve("results"), s -> {}));
    assertTrue(e.getMessage().contains("choose another --out"), e.getMessage());
  }
}
