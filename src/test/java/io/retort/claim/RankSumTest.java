package io.retort.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RankSumTest {
  @Test
  void completeSeparationIsOneWayOfAll() {
    double[] recorded = {4, 5, 6, 7};
    assertEquals(1 / 35.0, RankSum.pLess(new double[] {1, 2, 3}, recorded), 1e-12);
    assertEquals(1, RankSum.pLess(new double[] {8, 9, 10}, recorded), 1e-12);
    assertEquals(1 / 35.0, RankSum.least(3, 4), 1e-12);
  }

  @Test
  void handCountedCases() {
    // Of the 10 pairs out of 1..5 two have a sum of at most 4: {1,2} and {1,3}.
    assertEquals(0.2, RankSum.pLess(new double[] {1, 3}, new double[] {2, 4, 5}), 1e-12);
    // All equal: every choice has the same rank sum.
    assertEquals(1, RankSum.pLess(new double[] {1, 1}, new double[] {1, 1, 1}), 1e-12);
  }

  @Test
  void agreesWithCountingAllChoicesAlsoWithTies() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      double[] all = random.ints(8, 0, 6).asDoubleStream().toArray();
      double[] fresh = {all[0], all[1], all[2]};
      double[] recorded = {all[3], all[4], all[5], all[6], all[7]};
      double observed = rankSum(all, 0b111);
      int atMost = 0;
      int choices = 0;
      for (int mask = 0; mask < 256; mask++) {
        if (Integer.bitCount(mask) == 3) {
          choices++;
          atMost += rankSum(all, mask) <= observed ? 1 : 0;
        }
      }
      assertEquals((double) atMost / choices, RankSum.pLess(fresh, recorded), 1e-12);
    }
  }

  private static double rankSum(double[] all, int mask) {
    double sum = 0;
    for (int i = 0; i < all.length; i++) {
      if ((mask >> i & 1) == 1) {
        for (double other : all) {
          sum += other < all[i] ? 1 : other == all[i] ? 0.5 : 0;
        }
      }
    }
    return sum;
  }

  @Test
  void theCriticalCountIsWhereThePValueStopsToBeSmallEnough() {
    // 1, 1, 2, 3 of 35 choices have 0, 1, 2, 3 pairs out of order.
    assertEquals(-1, RankSum.critical(3, 4, 0.9 / 35));
    assertEquals(0, RankSum.critical(3, 4, 1.5 / 35));
    assertEquals(1, RankSum.critical(3, 4, 2.5 / 35));
    assertEquals(2, RankSum.critical(3, 4, 4.5 / 35));
    assertEquals(12, RankSum.critical(3, 4, 1));
  }
}
