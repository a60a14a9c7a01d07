package io.retort.paper.khan2022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Condition;
import io.retort.data.sets.Listing;
import io.retort.experiment.CellResult;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Experiment;
import io.retort.experiment.InProcessExecutor;
import io.retort.experiment.Plan;
import io.retort.experiment.Progress;
import io.retort.experiment.ResultStore;
import io.retort.training.Scale;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingsTest {
  private static final Condition DSNET = Condition.of("dsnet");

  @TempDir Path folder;

  private Plan plan(Experiment experiment, String reading, Condition... wanted) {
    return Plan.of(
        experiment,
        Scale.SMOKE,
        List.of(5L),
        new DataDirectory(null, folder.resolve("cache"), 0),
        "engine",
        List.of(reading),
        Set.of(wanted));
  }

  /** Trains what a plan lacks; gives the results in the plan's order. */
  private List<CellResult> train(Plan plan) {
    ResultStore store = new ResultStore(folder.resolve("results"), complaint -> {});
    new InProcessExecutor(new DataDirectory(null, folder.resolve("cache"), 0), "cpu")
        .run(plan, store, Progress.silent());
    List<CellResult> results = new ArrayList<>();
    plan.entries().forEach(e -> results.add(store.find(e.cell(), e.key()).orElseThrow()));
    return results;
  }

  @Test
  void whatOnlyNamesANetworkIsOneCellOfAllExperiments() {
    String home = null;
    for (Experiment experiment :
        List.of(new StudentComparison(), new RocCurves(), new WithoutDistillation())) {
      List<Plan.Entry> entries = plan(experiment, "written", DSNET).entries();
      assertEquals(2, entries.size(), "DSNet and its teacher");
      home = home == null ? entries.get(1).key() : home;
      assertEquals(home, entries.get(1).key(), experiment.id());
      assertEquals("khan2022/students", entries.get(1).cell().experiment());
    }
  }

  @Test
  void readingsAndTemperaturesAreOtherCells() {
    Set<String> keys = new HashSet<>();
    for (String reading : List.of("written", "published")) {
      for (int t : new int[] {1, 10}) {
        plan(new TemperatureSweep(), reading, Condition.of("dsnet", "T", t))
            .entries()
            .forEach(entry -> keys.add(entry.key()));
      }
    }
    assertEquals(2 * (1 + 2), keys.size(), "a teacher and two students a reading");
  }

  @Test
  void theCodeAsPublishedHardlyFeelsTheTemperatureAndTheTextDoes() {
    List<CellResult> one = train(plan(new TemperatureSweep(), "published", condition(1)));
    List<CellResult> ten = train(plan(new TemperatureSweep(), "published", condition(10)));
    CellResult hot = ten.get(1);
    assertEquals(one.get(0).weights(), ten.get(0).weights(), "one teacher");
    assertNotEquals(one.get(1).weights(), hot.weights());
    double largest = 0;
    for (int i = 0; i < hot.margins().length; i++) {
      largest = Math.max(largest, Math.abs(hot.margins()[i] - one.get(1).margins()[i]));
    }
    double spread =
        java.util.stream.IntStream.range(0, hot.margins().length)
            .mapToDouble(i -> Math.abs(hot.margins()[i]))
            .average()
            .orElseThrow();
    assertTrue(largest < .1 * spread, "margins differ by %s of %s".formatted(largest, spread));
  }

  private static Condition condition(int temperature) {
    return Condition.of("dsnet", "T", temperature);
  }

  @Test
  void partsOfTheGeneratedFoldersShareNoLesionAndAreHalfMalignant() {
    Listing listing = MelanomaScale.of(Scale.SMOKE).images().source().list(null);
    Set<String> learnt = new HashSet<>(Arrays.asList(listing.part("train").groups()));
    Set<String> asked = new HashSet<>(Arrays.asList(listing.part("test").groups()));
    assertEquals(240, listing.part("train").count());
    assertEquals(160, listing.part("test").count());
    learnt.retainAll(asked);
    assertTrue(learnt.isEmpty(), "in both: " + learnt);
    for (String part : List.of("train", "test")) {
      int[] counts = listing.part(part).countByClass();
      assertEquals(.5, (double) counts[1] / (counts[0] + counts[1]), .1, part);
    }
  }
}
