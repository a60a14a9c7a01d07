package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Condition;
import io.retort.training.Scale;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  private static List<List<Experiment>> parts(int of, Scale scale) {
    return IntStream.rangeClosed(1, of)
        .mapToObj(i -> new Shard(i, of).part(Experiments.all(), scale))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Scale.class)
  void partsTogetherAreAllExperimentsEachOnce(Scale scale) {
    for (int of : new int[] {1, 2, 3, 7, 100}) {
      List<Experiment> joined = new ArrayList<>();
      parts(of, scale).forEach(joined::addAll);
      assertEquals(Experiments.all().size(), joined.size(), of + " shards");
      assertTrue(joined.containsAll(Experiments.all()));
    }
  }

  @ParameterizedTest
  @EnumSource(Scale.class)
  void noCellIsTrainedByTwoJobs(Scale scale) {
    for (int of : new int[] {2, 3, 4, 7}) {
      Map<Cell, Integer> jobs = new HashMap<>();
      List<List<Experiment>> parts = parts(of, scale);
      int needed = 0;
      for (int job = 0; job < parts.size(); job++) {
        for (Experiment experiment : parts.get(job)) {
          Deque<Cell> open = new ArrayDeque<>();
          for (Condition condition : experiment.conditions(scale)) {
            open.add(experiment.cell(scale, experiment.defaultReading(), condition, 1));
          }
          while (!open.isEmpty()) {
            Cell cell = open.pop();
            assertEquals(job, jobs.merge(cell, job, (before, now) -> before), cell.toString());
            Experiment home = Experiments.byId(cell.experiment());
            for (Condition condition : home.needs(cell.condition())) {
              open.add(home.cell(scale, cell.variant(), condition, 1));
              needed++;
            }
          }
        }
      }
      assertTrue(jobs.size() > 100 && needed > 100, "cells: " + jobs.size() + ", " + needed);
    }
  }

  @Test
  void jobsGetPartsOfLikeSize() {
    List<Integer> cells =
        parts(3, Scale.SMOKE).stream()
            .map(part -> part.stream().mapToInt(e -> e.conditions(Scale.SMOKE).size()).sum())
            .toList();
    int most = cells.stream().max(Integer::compare).orElseThrow();
    int least = cells.stream().min(Integer::compare).orElseThrow();
    assertTrue(most < 2 * least, "conditions of the three jobs: " + cells);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "1/0", "1", "a/b", "1/2/3", "-1/2"})
  void whatIsNoPartIsRefusedByName(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Settings.from(Map.of("shard", text)))
            .getMessage();
    assertTrue(message.contains("shard [" + text + "]"), message);
  }

  @Test
  void anExperimentOfAnotherShardIsNotSelectedAndSaysSo() {
    Settings first = Settings.from(Map.of("shard", "1/2", "experiments", "all"));
    Experiment other =
        Experiments.all().stream()
            .filter(e -> !first.shard().part(Experiments.all(), Scale.SMOKE).contains(e))
            .findFirst()
            .orElseThrow();
    assertEquals(other.id() + " is not in shard 1/2", first.whyNot(other));
    assertFalse(first.selected().contains(other));
  }
}
