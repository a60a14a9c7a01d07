package io.retort.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  /** Accuracies of the seeds 1, 2, ... */
  private static Observations seen(String condition, double... values) {
    List<Observations.Row> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      rows.add(
          new Observations.Row(
              "",
              Condition.parse(condition),
              i + 1,
              Map.of("accuracy", values[i]),
              new boolean[0],
              List.of()));
    }
    return new Observations(rows);
  }

  /** Differences .1, .1, .4: mean .2, standard error .1, t at 97.5 % with 2 degrees 4.3027. */
  @Test
  void differencesArePairedBySeed() {
    Comparison line =
        Comparison.of(seen("student", .5, .6, .3), seen("student", .6, .7, .7)).get(0);
    assertEquals(3, line.seeds());
    assertEquals(.2, line.second() - line.first(), 1e-12);
    assertEquals(.2 - 4.3027 * .1, line.difference().low(), 1e-4);
    assertFalse(line.differs());
    assertTrue(Comparison.of(seen("student", .5, .6), seen("student", .601, .7)).get(0).differs());
  }

  @Test
  void onlyWhatBothHaveIsCompared() {
    assertEquals(List.of(), Comparison.of(seen("teacher", .5), seen("student", .5)));
    Comparison line = Comparison.of(seen("student", .5, .9), seen("student", .6)).get(0);
    assertEquals(1, line.seeds());
    assertEquals(.5, line.first(), "the second seed is left out");
    assertNull(line.difference());
    assertFalse(line.differs());
  }
}
