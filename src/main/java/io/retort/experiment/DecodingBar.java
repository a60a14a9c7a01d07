package io.retort.experiment;

import io.retort.data.cache.TensorCache;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far decoding is; says nothing elsewhere, or when nothing is decoded. */
final class DecodingBar implements TensorCache.Progress, AutoCloseable {
  private final boolean terminal = ConsoleProgress.onTerminal();
  private @Nullable ProgressBar bar;

  @Override
  public synchronized void at(int done, int total) {
    if (!terminal) {
      return;
    }
    ProgressBar shown = bar;
    if (shown == null) {
      shown =
          new ProgressBarBuilder()
              .setTaskName("decoding")
              .setUnit(" images", 1)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .build();
      bar = shown;
    }
    shown.stepTo(done);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
