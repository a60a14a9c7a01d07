package io.retort.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs cells in forked worker JVMs, since the engine trains one network per process and returns
 * native memory best by ending it.
 *
 * <p>A worker that dies loses only its cell, which is tried once more. Those that are well rest
 * between runs, as starting one takes seconds, until the executor is closed or its process ends.
 */
public final class ForkedExecutor implements Executor, AutoCloseable {
  /** A worker larger than this is replaced before its next cell. */
  private static final long LARGEST_RESIDENT = 2L << 30;

  private final Settings settings;
  private final Map<Integer, WorkerProcess> workers = new ConcurrentHashMap<>();
  private final Map<Integer, WorkerProcess> resting = new ConcurrentHashMap<>();

  /** With the settings' data directory, device, number of workers and output folder. */
  public ForkedExecutor(Settings settings) {
    this.settings = settings;
  }

  /** Process ids of the workers at work. */
  public List<Long> workerPids() {
    return workers.values().stream().map(WorkerProcess::pid).toList();
  }

  @Override
  public void run(Plan plan, ResultStore store, Progress progress) {
    Schedule schedule = new Schedule(plan, store);
    progress.start(InProcessExecutor.title(plan), plan.entries().size(), schedule.found());
    List<Thread> threads = new ArrayList<>();
    int count = Math.min(settings.workers(), schedule.open());
    List<Throwable> problems = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      Thread thread =
          new Thread(
              () -> {
                try {
                  serve(index, schedule, store, progress);
                } catch (Throwable e) { // whatever ends a thread must end the run, not hang it
                  synchronized (problems) {
                    problems.add(e);
                  }
                  schedule.abort();
                }
              },
              "worker-" + i);
      thread.start();
      threads.add(thread);
    }
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      Thread.currentThread().interrupt();
    } finally {
      workers.values().forEach(WorkerProcess::close);
      workers.clear();
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "workers could not go on: " + problems.get(0).getMessage(), problems.get(0));
    }
    schedule.throwIfFailed();
  }

  private void serve(int index, Schedule schedule, ResultStore store, Progress progress)
      throws InterruptedException {
    @Nullable WorkerProcess worker = resting.remove(index);
    if (worker != null) {
      workers.put(index, worker);
    }
    for (Optional<Plan.Entry> next = schedule.next(); next.isPresent(); next = schedule.next()) {
      Plan.Entry entry = next.get();
      WorkerProtocol.Reply reply;
      try {
        if (worker == null) {
          worker = start(index, store);
        }
        reply = worker.train(WorkerProtocol.Request.of(entry));
      } catch (IOException e) {
        reply = new WorkerProtocol.Reply("died", String.valueOf(e.getMessage()), 0);
      }
      if (reply.kind().equals("done")) {
        schedule.succeeded(entry);
        progress.done(entry.cell());
      } else {
        boolean again = schedule.failed(entry, reply.message());
        progress.say(
            "%s failed (%s)%s"
                .formatted(entry.cell(), reply.message(), again ? ": trying again" : ": given up"));
      }
      if (worker != null
          && (reply.kind().equals("died") || reply.residentBytes() > LARGEST_RESIDENT)) {
        worker.close();
        workers.remove(index);
        worker = null;
      }
    }
    if (worker != null) {
      workers.remove(index);
      resting.put(index, worker);
    }
  }

  /** Ends the workers that rest. */
  @Override
  public void close() {
    resting.values().forEach(WorkerProcess::close);
    resting.clear();
  }

  private WorkerProcess start(int index, ResultStore store) throws IOException {
    Path log = settings.out().resolve("logs").resolve("worker-" + index + ".log");
    Path data = settings.data().path();
    WorkerProcess worker =
        WorkerProcess.start(
            log,
            List.of(
                store.root().toAbsolutePath().toString(),
                data == null ? "" : data.toAbsolutePath().toString(),
                settings.data().cache().toAbsolutePath().toString(),
                settings.data().timings().toAbsolutePath().toString(),
                Double.toString(settings.data().share()),
                settings.engineKey(),
                settings.device(),
                Integer.toString(index)));
    workers.put(index, worker);
    return worker;
  }
}
