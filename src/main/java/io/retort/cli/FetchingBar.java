package io.retort.cli;

import io.retort.data.download.Download;
import io.retort.experiment.ConsoleProgress;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far a download is; elsewhere a line every hundred megabytes. */
final class FetchingBar implements Download.Progress, AutoCloseable {
  private static final long STEP = 100_000_000;

  private final boolean terminal = ConsoleProgress.onTerminal();
  private @Nullable ProgressBar bar;
  private long said;

  @Override
  public synchronized void at(long done, long total) {
    if (!terminal) {
      if (done < said) {
        said = 0; // the next file
      }
      if (done - said >= STEP) {
        said = done;
        System.out.printf(
            "  %d MB%s%n", done / 1_000_000, total > 0 ? " of " + total / 1_000_000 : "");
      }
      return;
    }
    ProgressBar shown = bar;
    if (shown == null) {
      shown =
          new ProgressBarBuilder()
              .setTaskName("fetching")
              .setUnit(" MB", 1_000_000)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(500)
              .build();
      bar = shown;
    }
    shown.maxHint(total > 0 ? total : -1);
    shown.stepTo(done);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
