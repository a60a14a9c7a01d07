package io.retort.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final int ITEMS = 400;

  /** Half of the items are ones. */
  private static double mean(int[] drawn) {
    return Arrays.stream(drawn).map(i -> i % 2).average().orElse(Double.NaN);
  }

  @Test
  void theIntervalOfAShareIsAsWideAsItsBinomialErrorSays() {
    Bootstrap.Interval interval = Bootstrap.ofItems(ITEMS, BootstrapTest::mean, 4_000, .95, 1);
    double error = Math.sqrt(.25 / ITEMS);
    assertEquals(.5 - 1.96 * error, interval.low(), .1 * error + .005);
    assertEquals(.5 + 1.96 * error, interval.high(), .1 * error + .005);
  }

  @Test
  void copiesOfALesionDoNotMakeTheIntervalNarrower() {
    // every item twice: the interval is that of half as many items
    String[] pairs = new String[2 * ITEMS];
    Arrays.setAll(pairs, i -> "lesion " + i / 2);
    Bootstrap.Interval grouped =
        Bootstrap.of(
            pairs, drawn -> mean(Arrays.stream(drawn).map(i -> i / 2).toArray()), 4_000, .95, 1);
    Bootstrap.Interval single = Bootstrap.ofItems(ITEMS, BootstrapTest::mean, 4_000, .95, 2);
    assertEquals(single.high() - single.low(), grouped.high() - grouped.low(), .01);
    Bootstrap.Interval naive =
        Bootstrap.ofItems(
            2 * ITEMS,
            drawn -> mean(Arrays.stream(drawn).map(i -> i / 2).toArray()),
            4_000,
            .95,
            3);
    assertTrue(naive.high() - naive.low() < .8 * (grouped.high() - grouped.low()));
  }

  @Test
  void resamplesOnWhichTheStatisticIsNotDefinedAreLeftOutAndCounted() {
    Bootstrap.Interval interval =
        Bootstrap.ofItems(2, drawn -> drawn[0] == drawn[1] ? Double.NaN : 1, 1_000, .95, 1);
    assertEquals(500, interval.used(), 80);
    assertThrows(
        IllegalArgumentException.class,
        () -> Bootstrap.ofItems(2, drawn -> Double.NaN, 10, .95, 1));
  }
}
