package io.retort.paper.khan2022;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Condition;
import io.retort.data.sets.Listing;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Experiment;
import io.retort.experiment.Plan;
import io.retort.training.Scale;
import java.nio.file.Path;
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
