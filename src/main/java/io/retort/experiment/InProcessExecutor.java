package io.retort.experiment;

import io.retort.training.Compute;
import java.io.IOException;
import java.util.Optional;

/** Runs cells in this process, one after the other: for tests and debugging. */
public final class InProcessExecutor implements Executor {
  private final DataDirectory data;
  private final String device;

  /** With the data directory and the wished device. */
  public InProcessExecutor(DataDirectory data, String device) {
    this.data = data;
    this.device = device;
  }

  @Override
  public void run(Plan plan, ResultStore store, Progress progress) {
    Schedule schedule = new Schedule(plan, store);
    progress.start(title(plan), plan.entries().size(), schedule.found());
    if (schedule.open() == 0) {
      return;
    }
    Compute.start();
    try (CellRunner runner = new CellRunner(store, data, Compute.device(device, 0))) {
      for (Optional<Plan.Entry> next = schedule.next(); next.isPresent(); next = schedule.next()) {
        Plan.Entry entry = next.get();
        try {
          runner.run(plan, entry, step -> {});
          schedule.succeeded(entry);
          progress.done(entry.cell());
        } catch (RuntimeException | IOException e) {
          String why = e.getClass().getSimpleName() + ": " + e.getMessage();
          if (schedule.failed(entry, why)) {
            progress.say("%s failed (%s): trying again".formatted(entry.cell(), why));
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    schedule.throwIfFailed();
  }

  static String title(Plan plan) {
    return plan.experiment().id() + " at " + plan.scale() + " scale";
  }
}
