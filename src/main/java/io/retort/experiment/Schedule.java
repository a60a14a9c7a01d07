package io.retort.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which cell comes next: in the plan's order, as soon as those it needs are stored. */
final class Schedule {
  private static final int TRIES = 2;

  private final List<Plan.Entry> waiting = new ArrayList<>();
  private final Set<String> stored = new HashSet<>();
  private final Set<String> failed = new HashSet<>();
  private final Map<String, Integer> tries = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private int running;
  private boolean aborted;

  Schedule(Plan plan, ResultStore store) {
    for (Plan.Entry entry : plan.entries()) {
      if (store.find(entry.cell(), entry.key()).isPresent()) {
        stored.add(entry.key());
      } else {
        waiting.add(entry);
      }
    }
    // Cells that others need go first, so that no worker waits for a teacher at the end.
    Set<String> needed = new HashSet<>();
    waiting.forEach(entry -> entry.needs().forEach(need -> needed.add(need.key())));
    waiting.sort(java.util.Comparator.comparing(entry -> !needed.contains(entry.key())));
  }

  synchronized int found() {
    return stored.size();
  }

  synchronized int open() {
    return waiting.size();
  }

  /** The next cell; waits while all that is left needs a running one. Empty at the end. */
  synchronized Optional<Plan.Entry> next() throws InterruptedException {
    while (!aborted) {
      for (Iterator<Plan.Entry> it = waiting.iterator(); it.hasNext(); ) {
        Plan.Entry entry = it.next();
        if (entry.needs().stream().anyMatch(need -> failed.contains(need.key()))) {
          it.remove();
          failed.add(entry.key());
          failures.add("%s: a cell it needs failed".formatted(entry.cell()));
        } else if (entry.needs().stream().allMatch(need -> stored.contains(need.key()))) {
          it.remove();
          running++;
          return Optional.of(entry);
        }
      }
      if (running == 0) {
        notifyAll();
        return Optional.empty();
      }
      wait();
    }
    return Optional.empty();
  }

  /** Gives out no further cell. */
  synchronized void abort() {
    aborted = true;
    notifyAll();
  }

  synchronized void succeeded(Plan.Entry entry) {
    running--;
    stored.add(entry.key());
    notifyAll();
  }

  /** Puts a failed cell back, once; tells whether it will be tried again. */
  synchronized boolean failed(Plan.Entry entry, String why) {
    running--;
    boolean again = tries.merge(entry.key(), 1, Integer::sum) < TRIES;
    if (again) {
      waiting.add(0, entry);
    } else {
      failed.add(entry.key());
      failures.add("%s: %s".formatted(entry.cell(), why));
    }
    notifyAll();
    return again;
  }

  synchronized void throwIfFailed() {
    if (!failures.isEmpty()) {
      throw new Executor.CellsFailedException(failures);
    }
  }
}
