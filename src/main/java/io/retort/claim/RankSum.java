package io.retort.claim;

import java.util.Arrays;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * Wilcoxon's rank-sum test, exact and one-sided: are fresh values lower than recorded ones? It
 * holds its level whatever the values' distribution, as long as fresh and recorded seeds are alike.
 */
final class RankSum {
  private RankSum() {}

  /**
   * The p-value of the hypothesis that the fresh values are not lower: the share of all ways to
   * pick as many values that have a rank sum no larger. Ties share their mean rank.
   */
  static double pLess(double[] fresh, double[] recorded) {
    double[] all = Arrays.copyOf(recorded, recorded.length + fresh.length);
    System.arraycopy(fresh, 0, all, recorded.length, fresh.length);
    int[] doubled = new int[all.length];
    int observed = 0;
    for (int i = 0; i < all.length; i++) {
      for (double other : all) {
        doubled[i] += Double.compare(other, all[i]) < 0 ? 2 : other == all[i] ? 1 : 0;
      }
      if (i >= recorded.length) {
        observed += doubled[i];
      }
    }
    // ways[j][s]: how many choices of j values have the (doubled) rank sum s.
    double[][] ways = new double[fresh.length + 1][observed + 1];
    ways[0][0] = 1;
    for (int rank : doubled) {
      for (int j = fresh.length; j > 0; j--) {
        for (int s = observed; s >= rank; s--) {
          ways[j][s] += ways[j - 1][s - rank];
        }
      }
    }
    return Arrays.stream(ways[fresh.length]).sum() / choices(fresh.length, recorded.length);
  }

  /** The smallest p-value that so many values can give. */
  static double least(int fresh, int recorded) {
    return 1 / choices(fresh, recorded);
  }

  /**
   * The largest number of (fresh, recorded) pairs with the fresh value higher at which the p-value,
   * without ties, is still at most p; -1 where no outcome is.
   */
  static int critical(int fresh, int recorded, double p) {
    int most = fresh * recorded;
    // ways[j][u]: how many choices of j of the values so far leave u recorded ones below them.
    double[][] ways = new double[fresh + 1][most + 1];
    ways[0][0] = 1;
    for (int value = 0; value < fresh + recorded; value++) {
      for (int j = Math.min(fresh, value + 1); j > 0; j--) {
        int below = value - (j - 1);
        for (int u = most; u >= below; u--) {
          ways[j][u] += ways[j - 1][u - below];
        }
      }
    }
    double sum = 0;
    double all = choices(fresh, recorded);
    for (int u = 0; u <= most; u++) {
      sum += ways[fresh][u];
      if (sum / all > p) {
        return u - 1;
      }
    }
    return most;
  }

  private static double choices(int fresh, int recorded) {
    return CombinatoricsUtils.binomialCoefficientDouble(fresh + recorded, fresh);
  }
}
