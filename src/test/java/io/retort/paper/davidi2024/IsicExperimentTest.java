package io.retort.paper.davidi2024;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.retort.claim.Condition;
import io.retort.claim.ReferenceResults;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Plan;
import io.retort.metric.Classification;
import io.retort.training.Batch;
import io.retort.training.Scale;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsicExperimentTest {
  private final NDManager manager = NDManager.newBaseManager();

  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray rows(int classes, float... values) {
    return manager.create(values, new Shape(values.length / classes, classes));
  }

  /** Two classes: student p = 1/2, 1/2; teacher q = 3/4, 1/4; label 0. */
  @Test
  void theLossWeighsTheDivergenceByAlphaAndTheLabelsByTheRest() {
    NDArray student = rows(2, 0, 0);
    NDArray teacher = rows(2, (float) Math.log(3), 0);
    Batch batch = new Batch(student, manager.create(new long[] {0}), teacher, null);
    double hard = Math.log(2);
    double reversed = .5 * Math.log(.5 / .75) + .5 * Math.log(.5 / .25);
    double usual = .75 * Math.log(.75 / .5) + .25 * Math.log(.25 / .5);
    assertEquals(
        .1 * reversed + .9 * hard,
        new Blend(Divergence.KL_STUDENT_TEACHER, .1).loss(student, batch, 0).getFloat(),
        1e-6);
    assertEquals(
        .3 * usual + .7 * hard,
        new Blend(Divergence.KL_TEACHER_STUDENT, .3).loss(student, batch, 0).getFloat(),
        1e-6);
  }

  @Test
  void confidenceIsTheProbabilityOfThePredictedClass() {
    double[] confidence =
        IsicTraining.confidence(rows(3, (float) Math.log(2), 0, 0, 0, 0, (float) Math.log(8)));
    assertArrayEquals(new double[] {.5, .8}, confidence, 1e-6);
  }

  /** What Section 5.5 says, by hand: eight classes of two items each. */
  @Test
  void statementsOnClassesAreCounted() {
    int[] labels = {0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7};
    int[] said = {1, 1, 1, 5, 2, 2, 2, 4, 4, 0, 0, 0, 1, 1, 2, 2};
    Classification counted = Classification.of(labels, said, 8);
    double[] f1 = new double[8];
    for (int c = 0; c < 8; c++) {
      f1[c] = counted.f1(c);
    }
    Map<String, Double> statements = PerClass.statements(counted, f1);
    assertEquals(1.0, statements.get("ak_errors_as_bcc_or_bkl"), "BCC and BKL, once each");
    assertEquals(.5, statements.get("nv_as_df"), "one of two");
    // NV: 1 of 2 found among 5: 2/7; BCC: 2 of 2 among 5: 4/7; BKL: 1 of 2 among 2: 1/2
    assertEquals(2 / 7.0 - .5, statements.get("f1_lead_of_nv_bcc"), 1e-12);
    assertEquals((2 / 7.0 + 4 / 7.0 + .5) / 5, statements.get("f1_lag_of_df_vasc_scc"), 1e-12);
  }

  private Plan plan(io.retort.experiment.Experiment experiment, String reading) {
    return Plan.of(
        experiment,
        Scale.SMOKE,
        List.of(5L),
        new DataDirectory(null, folder.resolve("cache"), 0),
        "engine",
        List.of(reading),
        Set.of());
  }

  @Test
  void whatTableTwoListsIsTrainedOnceForAllExperiments() {
    Set<String> keys = keys(plan(new LogitDistillation(), "written"));
    assertEquals(2 + 6, keys.size(), "no two conditions are trained alike");
    assertTrue(keys.containsAll(keys(plan(new PerClass(), "written"))));
    Set<String> fine = new HashSet<>(keys(plan(new AlphaFine(), "written")));
    fine.removeAll(keys);
    assertEquals(2, fine.size(), "two weights that Table 2 has not");
  }

  @Test
  void theReadingChangesKlAlone() {
    Set<String> usual = keys(plan(new LogitDistillation(), "usual"));
    usual.removeAll(keys(plan(new LogitDistillation(), "written")));
    assertEquals(3, usual.size(), "two weights, and one with curriculum");
  }

  private static Set<String> keys(Plan plan) {
    return plan.entries().stream()
        .map(Plan.Entry::key)
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void allPrintedConditionsAreOnesThatAreTrainedAtPaperScale() throws IOException {
    Set<String> trained =
        new LogitDistillation()
            .conditions(Scale.PAPER).stream().map(Condition::toString).collect(Collectors.toSet());
    assertEquals(22, trained.size());
    ReferenceResults reference = new ReferenceResults(Path.of("reference-results"));
    reference
        .claims("davidi2024", "davidi2024/logit-distillation")
        .forEach(
            claim -> {
              assertTrue(trained.contains(claim.subject()), claim.subject());
              assertTrue(
                  claim.comparator().isEmpty()
                      || claim.comparator().contains("*")
                      || trained.contains(claim.comparator()),
                  claim.comparator());
            });
  }
}
