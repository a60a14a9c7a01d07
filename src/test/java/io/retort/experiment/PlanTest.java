package io.retort.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.retort.claim.Condition;
import io.retort.training.Objective;
import io.retort.training.Scale;
import io.retort.training.TrainingRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  @TempDir Path data;

  private Map<String, Plan.Entry> planned(Experiment experiment) {
    return Plan.of(
            experiment,
            Scale.SMOKE,
            List.of(1L),
            new DataDirectory(data, data.resolve("cache"), 0),
            "engine",
            List.of(),
            Set.of())
        .entries()
        .stream()
        .collect(Collectors.toMap(e -> e.cell().condition().toString(), e -> e));
  }

  @Test
  void publishedWeightsThatAreNotAtHandAreNamedForTheCellAndForThoseThatNeedIt() {
    Map<String, Plan.Entry> plan = planned(new TinyExperiment("resnet18"));
    assertEquals(List.of("resnet18"), plan.get("teacher").notPretrained());
    assertEquals(List.of("resnet18"), plan.get("student, n=1").notPretrained());
    assertEquals(List.of(), planned(new TinyExperiment()).get("teacher").notPretrained());
  }

  @Test
  void aResultIsNotReusedOnceOtherWeightsAreAtHand() throws IOException {
    TinyExperiment experiment = new TinyExperiment("resnet18");
    Plan.Entry without = planned(experiment).get("student, n=1");
    Path folder = Files.createDirectories(data.resolve(DataDirectory.PRETRAINED));
    Files.write(folder.resolve("resnet18.safetensors"), new byte[] {1});
    Plan.Entry with = planned(experiment).get("student, n=1");
    assertEquals(List.of(), with.notPretrained());
    assertNotEquals(without.key(), with.key());
    Files.write(folder.resolve("resnet18.safetensors"), new byte[] {2});
    assertNotEquals(with.key(), planned(experiment).get("student, n=1").key());
    Files.write(folder.resolve("resnet18.safetensors"), new byte[] {1});
    assertEquals(with.key(), planned(experiment).get("student, n=1").key());
  }

  @Test
  void aResultIsNotReusedOnOtherData() {
    TinyExperiment onOtherData =
        new TinyExperiment() {
          @Override
          public String dataFingerprint(Scale scale, DataDirectory data) {
            return "other";
          }
        };
    assertNotEquals(
        planned(new TinyExperiment()).get("teacher").key(),
        planned(onOtherData).get("teacher").key());
  }

  @Test
  void aResultIsNotReusedForAnotherRecipe() {
    TinyExperiment longer =
        new TinyExperiment() {
          @Override
          public TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
            return super.recipe(scale, reading, condition)
                .withObjective(new Objective.HardLabels(7));
          }
        };
    assertNotEquals(
        planned(new TinyExperiment()).get("teacher").key(), planned(longer).get("teacher").key());
  }

  /** What fidelity asks is trained as the table that it is about says, under that table's key. */
  @Test
  void aCellOfAnotherExperimentHasThatOnesKeyAndData() {
    java.util.function.Function<String, Plan> plan =
        id ->
            Plan.of(
                Experiments.byId(id),
                Scale.SMOKE,
                List.of(1L),
                new DataDirectory(null, java.nio.file.Path.of("target/plan-cache"), 0),
                "engine",
                List.of("written"),
                Set.of());
    java.util.Map<String, Plan.Entry> trained = new java.util.HashMap<>();
    for (String table : List.of("histopathology-classification", "lgg-segmentation")) {
      plan.apply("niyaz2023/" + table).entries().forEach(e -> trained.put(e.key(), e));
    }
    int shared = 0;
    for (Plan.Entry entry : plan.apply("niyaz2023/fidelity").entries()) {
      if (!entry.cell().experiment().equals("niyaz2023/fidelity")) {
        Plan.Entry there = trained.get(entry.key());
        assertEquals(there.cell(), entry.cell());
        assertEquals(there.dataFingerprint(), entry.dataFingerprint());
        assertEquals(entry.cell().experiment(), entry.home().id());
        shared++;
      }
    }
    assertEquals(4, shared, "two variants of two tables");
  }
}
