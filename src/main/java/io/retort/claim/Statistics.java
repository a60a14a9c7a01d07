package io.retort.claim;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.FDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.inference.TTest;
import org.apache.commons.math3.util.FastMath;

/** The statistics behind the verdicts. Standard deviations are those of a sample (n - 1). */
public final class Statistics {
  private static final double ROUNDING = 1e-12;

  private Statistics() {}

  /** Arithmetic mean of at least one value. */
  public static double mean(double[] values) {
    return StatUtils.mean(values);
  }

  /** Sample standard deviation of at least two values. */
  public static double sd(double[] values) {
    atLeast(2, values);
    return FastMath.sqrt(StatUtils.variance(values));
  }

  /** Quantile of Student's t. */
  public static double t(double probability, double degrees) {
    return new TDistribution(degrees).inverseCumulativeProbability(probability);
  }

  /**
   * Lower one-sided prediction bound for the mean of k new seeds: m - t(level, n-1) s sqrt(1/k +
   * 1/n).
   *
   * @param reference n recorded values
   * @param k number of new values
   * @param level confidence, such as 0.95
   */
  public static double predictionBound(double[] reference, int k, double level) {
    return mean(reference) - t(level, reference.length - 1.0) * predictionError(reference, k);
  }

  /** Two-sided prediction interval for one new value. */
  public static Interval predictionInterval(double[] reference, double level) {
    double half = t(1 - (1 - level) / 2, reference.length - 1.0) * predictionError(reference, 1);
    return new Interval(mean(reference) - half, mean(reference) + half);
  }

  /** Standard error of (mean of k new values - mean of the reference): s sqrt(1/k + 1/n). */
  public static double predictionError(double[] reference, int k) {
    return sd(reference) * FastMath.sqrt(1.0 / k + 1.0 / reference.length);
  }

  /**
   * One-sided p-value of the hypothesis that the new values are not lower than the reference's.
   *
   * <p>The counterpart of {@link #predictionBound}: the p-value is below 0.05 exactly when the mean
   * lies below the 95 % bound. A reference without spread gives 0 or 1.
   */
  public static double predictionP(double[] reference, double[] fresh) {
    double difference = mean(fresh) - mean(reference);
    double error = predictionError(reference, fresh.length);
    if (error == 0) {
      return difference < 0 ? 0 : 1;
    }
    return new TDistribution(reference.length - 1.0).cumulativeProbability(difference / error);
  }

  /** Two-sided p-value of Welch's test. */
  public static double welchTwoSided(double[] first, double[] second) {
    return new TTest().tTest(first, second);
  }

  /** One-sided p-value of Welch's test, alternative: the first mean is less than the second. */
  public static double welchLess(double[] first, double[] second) {
    double p = welchTwoSided(first, second);
    return mean(first) < mean(second) ? p / 2 : 1 - p / 2;
  }

  /** Welch's two-sided interval of the second mean less the first. */
  public static Interval welchInterval(double[] first, double[] second, double level) {
    atLeast(2, first);
    atLeast(2, second);
    double a = StatUtils.variance(first) / first.length;
    double b = StatUtils.variance(second) / second.length;
    double difference = mean(second) - mean(first);
    if (a + b == 0) {
      return new Interval(difference, difference);
    }
    double degrees =
        (a + b) * (a + b) / (a * a / (first.length - 1.0) + b * b / (second.length - 1.0));
    double half = t(1 - (1 - level) / 2, degrees) * FastMath.sqrt(a + b);
    return new Interval(difference - half, difference + half);
  }

  /** Two-sided t interval of a mean. */
  public static Interval meanInterval(double[] values, double level) {
    return meanInterval(values, Uncertain.exact(0), level);
  }

  /**
   * Two-sided interval of a mean, widened by the error of the value it is compared to.
   *
   * @param reference that value
   */
  public static Interval meanInterval(double[] values, Uncertain reference, double level) {
    double half = t(1 - (1 - level) / 2, degrees(values, reference)) * error(values, reference);
    return new Interval(mean(values) - half, mean(values) + half);
  }

  /**
   * A value that others measured.
   *
   * @param value the value
   * @param error its known standard error, 0 if it is taken as exact
   * @param runs trainings it is the mean of: their spread is taken to be ours; 0 if it has none
   */
  public record Uncertain(double value, double error, int runs) {
    /** A value without any error. */
    public static Uncertain exact(double value) {
      return new Uncertain(value, 0, 0);
    }
  }

  /**
   * TOST: the p-value of the hypothesis that the mean differs from the reference by at least the
   * margin. Degrees of freedom after Welch and Satterthwaite, the reference's own error as known.
   */
  public static double tost(double[] values, Uncertain reference, double margin) {
    double error = error(values, reference);
    double difference = mean(values) - reference.value();
    if (error == 0) {
      return FastMath.abs(difference) < margin ? 0 : 1;
    }
    TDistribution t = new TDistribution(degrees(values, reference));
    double notLower = 1 - t.cumulativeProbability((difference + margin) / error);
    double notHigher = t.cumulativeProbability((difference - margin) / error);
    return FastMath.max(notLower, notHigher);
  }

  private static double error(double[] values, Uncertain reference) {
    return FastMath.sqrt(seedVariance(values, reference) + reference.error() * reference.error());
  }

  /** Variance of the difference that comes from the seeds, of ours and of theirs. */
  private static double seedVariance(double[] values, Uncertain reference) {
    double theirs = reference.runs() == 0 ? 0 : 1.0 / reference.runs();
    return sd(values) * sd(values) * (1.0 / values.length + theirs);
  }

  private static double degrees(double[] values, Uncertain reference) {
    double seeds = seedVariance(values, reference);
    double total = seeds + reference.error() * reference.error();
    return seeds == 0 ? 1e6 : total * total / (seeds * seeds / (values.length - 1.0));
  }

  /**
   * The p-value of the F test of a randomised block design: do the treatments' means differ?
   * (Montgomery, Design and Analysis of Experiments, Section 4.1.)
   *
   * @param values by treatment and block, at least 2 of each; without any spread that the means
   *     leave, 0 or 1
   */
  public static double blockedP(double[][] values) {
    int treatments = values.length;
    int blocks = values[0].length;
    double[] all = Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
    double grand = mean(all);
    double total = 0;
    for (double value : all) {
      total += (value - grand) * (value - grand);
    }
    double between = 0;
    for (double[] row : values) {
      between += blocks * (mean(row) - grand) * (mean(row) - grand);
    }
    double ofBlocks = 0;
    for (int block = 0; block < blocks; block++) {
      int at = block;
      double mean = Arrays.stream(values).mapToDouble(row -> row[at]).average().orElseThrow();
      ofBlocks += treatments * (mean - grand) * (mean - grand);
    }
    double error = total - between - ofBlocks;
    if (error <= ROUNDING * total) {
      return between <= ROUNDING * total ? 1 : 0;
    }
    double freedom = (treatments - 1.0) * (blocks - 1);
    double f = between / (treatments - 1) / (error / freedom);
    return 1 - new FDistribution(treatments - 1.0, freedom).cumulativeProbability(f);
  }

  /** Holm's step-down adjustment; p-values in the given order. */
  public static double[] holm(double[] pValues) {
    int m = pValues.length;
    Integer[] order = new Integer[m];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
    double[] adjusted = new double[m];
    double running = 0;
    for (int rank = 0; rank < m; rank++) {
      running = FastMath.max(running, FastMath.min(1, (m - rank) * pValues[order[rank]]));
      adjusted[order[rank]] = running;
    }
    return adjusted;
  }

  /** Wilson's score interval of a proportion. */
  public static Interval wilson(long successes, long trials, double level) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "successes [%d] must be 0 to trials [%d], trials >= 1".formatted(successes, trials));
    }
    double z = new NormalDistribution().inverseCumulativeProbability(1 - (1 - level) / 2);
    double p = (double) successes / trials;
    double z2n = z * z / trials;
    double half = z * FastMath.sqrt(p * (1 - p) / trials + z2n / (4 * trials));
    double centre = p + z2n / 2;
    return new Interval((centre - half) / (1 + z2n), (centre + half) / (1 + z2n));
  }

  /**
   * McNemar's exact test, two-sided.
   *
   * @param onlyFirst items that only the first got right
   * @param onlySecond items that only the second got right
   */
  public static double mcNemarExact(long onlyFirst, long onlySecond) {
    int discordant = Math.toIntExact(onlyFirst + onlySecond);
    if (discordant == 0) {
      return 1;
    }
    int fewer = Math.toIntExact(Math.min(onlyFirst, onlySecond));
    return FastMath.min(
        1, 2 * new BinomialDistribution(discordant, 0.5).cumulativeProbability(fewer));
  }

  /**
   * McNemar's exact test, one-sided: the p-value of the hypothesis that the first is not better.
   */
  public static double mcNemarFirstBetter(long onlyFirst, long onlySecond) {
    int discordant = Math.toIntExact(onlyFirst + onlySecond);
    return discordant == 0
        ? 1
        : new BinomialDistribution(discordant, 0.5)
            .cumulativeProbability(Math.toIntExact(onlySecond));
  }

  /**
   * Standard error of a printed number: that of its rounding, and the binomial error of a share of
   * items.
   *
   * @param items 0 where it is no share of items
   */
  public static double printedError(double value, int decimals, long items) {
    double rounding = FastMath.pow(10, -decimals) / FastMath.sqrt(12);
    double binomial = items == 0 ? 0 : FastMath.sqrt(value * (1 - value) / items);
    return FastMath.hypot(binomial, rounding);
  }

  private static void atLeast(int n, double[] values) {
    if (values.length < n) {
      throw new IllegalArgumentException(
          "[%d] values are too few, at least %d are needed: use more seeds"
              .formatted(values.length, n));
    }
  }
}
