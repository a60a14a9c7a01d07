package io.retort.experiment;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on a terminal; elsewhere a line every ten seconds: cells done, rate, time left. */
public final class ConsoleProgress implements Progress {
  private static final int SECONDS_BETWEEN_LINES = 10;

  private final PrintStream out;
  private final boolean terminal;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable ProgressBar bar;
  private boolean ticking;
  private String title = "";
  private int total;
  private int found;
  private int done;
  private long started;

  /**
   * Reports on a stream.
   *
   * @param terminal whether a person watches it: draws a bar
   */
  public ConsoleProgress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Whether a person watches standard output. */
  public static boolean onTerminal() {
    Console console = System.console();
    if (console == null || System.getenv("CI") != null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console without a terminal, too.
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  @Override
  public synchronized void start(String name, int cells, int stored) {
    end();
    title = name;
    total = cells;
    found = stored;
    done = 0;
    started = System.nanoTime();
    out.printf(
        "%s: %d cells%s%n",
        title, total, found == 0 ? "" : ", " + found + " of them stored before");
    if (terminal) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("cells")
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .showSpeed()
              .build();
      bar.stepTo(found);
    } else if (!ticking) {
      ticking = true;
      clock.scheduleAtFixedRate(
          this::line, SECONDS_BETWEEN_LINES, SECONDS_BETWEEN_LINES, TimeUnit.SECONDS);
    }
  }

  @Override
  public synchronized void done(Cell cell) {
    done++;
    if (bar != null) {
      bar.step();
    }
  }

  @Override
  public synchronized void say(String message) {
    out.println(message);
  }

  private synchronized void line() {
    if (found + done < total) {
      out.println(status(Duration.ofNanos(System.nanoTime() - started)));
    }
  }

  private String status(Duration elapsed) {
    double seconds = Math.max(1e-3, elapsed.toMillis() / 1e3);
    double rate = done / seconds;
    String left =
        done == 0
            ? "unknown time"
            : String.format(Locale.ROOT, "about %.0f s", (total - found - done) / rate);
    return String.format(
        Locale.ROOT,
        "%s: %d/%d cells, %.2f cells/s, %s left",
        title,
        found + done,
        total,
        rate,
        left);
  }

  private void end() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    if (total > 0) {
      out.printf(
          Locale.ROOT,
          "%s: %d cells trained in %.1f s%n",
          title,
          done,
          (System.nanoTime() - started) / 1e9);
      total = 0;
    }
  }

  @Override
  public synchronized void close() {
    clock.shutdownNow();
    end();
  }
}
