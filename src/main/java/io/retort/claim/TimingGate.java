package io.retort.claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Have benchmarks become slower than those that were recorded on the same machine?
 *
 * <p>A process (a fork of JMH) is the unit that repeats: iterations of one process share its code
 * layout and memory, and say nothing of the next one. Compared are the logarithms of the forks'
 * mean times, by Welch's interval, simultaneous over the suite (Bonferroni). Slower is what has its
 * whole interval above 1 <em>and</em> a ratio that matters; a difference that is certain but small
 * is none, and neither is one that is large but could be chance.
 */
public final class TimingGate {
  /** Chance of a false alarm in a whole suite. */
  public static final double LEVEL = 0.05;

  /** Less than a tenth more time is never called slower. */
  public static final double LEAST_EFFECT = 0.10;

  /** Fewer processes show no spread between processes. */
  public static final int LEAST_FORKS = 3;

  /** Share of healthy runs whose time lies in the interval of {@link #expected}. */
  public static final double EXPECTED = 0.9;

  /**
   * A benchmark.
   *
   * @param recorded mean time of an operation in each process of the baseline
   * @param fresh the same of the run that is judged, in the same unit
   */
  public record Timed(String benchmark, double[] recorded, double[] fresh) {}

  /**
   * What is said of a benchmark.
   *
   * @param ratio of the geometric means, fresh over recorded; 1.1 takes a tenth longer
   * @param interval of that ratio; null where it was not judged
   */
  public record Judged(
      String benchmark, Outcome outcome, double ratio, @Nullable Interval interval, String note) {}

  private TimingGate() {}

  /**
   * Where the mean time of some processes lies if nothing has changed.
   *
   * @param recorded mean time of an operation in each process of the baseline, at least 2
   * @param forks processes that are measured
   */
  public static Interval expected(double[] recorded, int forks) {
    double[] before = logarithms(recorded);
    double half =
        Statistics.t(0.5 + EXPECTED / 2, before.length - 1.0)
            * Statistics.predictionError(before, forks);
    double mean = Statistics.mean(before);
    return new Interval(Math.exp(mean - half), Math.exp(mean + half));
  }

  /** Judges benchmarks that were all measured on the machine of their baseline. */
  public static List<Judged> judge(List<Timed> suite) {
    long judged = suite.stream().filter(timed -> why(timed).isEmpty()).count();
    List<Judged> verdicts = new ArrayList<>();
    for (Timed timed : suite) {
      double[] before = logarithms(timed.recorded());
      double[] now = logarithms(timed.fresh());
      double ratio = Math.exp(Statistics.mean(now) - Statistics.mean(before));
      String why = why(timed);
      if (!why.isEmpty()) {
        verdicts.add(new Judged(timed.benchmark(), Outcome.NOT_APPLICABLE, ratio, null, why));
        continue;
      }
      Interval logarithm = Statistics.welchInterval(before, now, 1 - 2 * LEVEL / judged);
      Interval interval = new Interval(Math.exp(logarithm.low()), Math.exp(logarithm.high()));
      boolean slower = interval.low() > 1 && ratio >= 1 + LEAST_EFFECT;
      verdicts.add(
          new Judged(
              timed.benchmark(),
              slower ? Outcome.REGRESSION : Outcome.NO_REGRESSION,
              ratio,
              interval,
              note(ratio, interval, slower)));
    }
    return verdicts;
  }

  private static String why(Timed timed) {
    int least = Math.min(timed.recorded().length, timed.fresh().length);
    return least >= LEAST_FORKS
        ? ""
        : "[%d] processes against [%d] recorded ones: at least %d each are needed, measure in full"
            .formatted(timed.fresh().length, timed.recorded().length, LEAST_FORKS);
  }

  private static String note(double ratio, Interval interval, boolean slower) {
    if (slower) {
      return String.format(
          Locale.ROOT, "takes %.2f times as long, and the whole interval is above 1", ratio);
    }
    if (interval.low() > 1) {
      return String.format(
          Locale.ROOT,
          "certainly slower, but by less than the %.0f %% that count",
          100 * LEAST_EFFECT);
    }
    return ratio >= 1 + LEAST_EFFECT
        ? "the interval includes 1: measure more processes"
        : String.format(
            Locale.ROOT, "a ratio above %.2f would have been seen", threshold(ratio, interval));
  }

  /** The least ratio that this spread tells from 1, and that counts. */
  private static double threshold(double ratio, Interval interval) {
    return Math.max(1 + LEAST_EFFECT, interval.high() / ratio);
  }

  private static double[] logarithms(double[] times) {
    return Arrays.stream(times)
        .map(
            time -> {
              if (!(time > 0)) {
                throw new IllegalArgumentException("time [%s] must be > 0".formatted(time));
              }
              return Math.log(time);
            })
        .toArray();
  }
}
