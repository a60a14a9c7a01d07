package io.retort.paper.niyaz2023;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.data.augment.Normalisation;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.SeenImages;
import io.retort.provenance.Fingerprint;
import io.retort.training.Batch;
import io.retort.training.Cohort;
import io.retort.training.CohortRecipe;
import io.retort.training.JointObjective;
import io.retort.training.Learner;
import io.retort.training.LearningCurve;
import io.retort.training.Length;
import io.retort.training.Scale;
import io.retort.training.ServedItems;
import io.retort.training.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MethodTest {
  private static final long SEED = 2;

  @TempDir Path folder;

  static Stream<Arguments> methods() {
    return Stream.of(Task.values())
        .flatMap(task -> Method.of(task).stream().map(method -> Arguments.of(task, method)));
  }

  private static CohortRecipe recipe(Task task, Method method) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("method", method.id());
    parameters.put("task", AcrossTasks.named(task));
    CohortRecipe whole =
        (CohortRecipe)
            new Comparison().recipe(Scale.SMOKE, "", new Condition("student", parameters));
    return new CohortRecipe(
        whole.data(),
        whole.members(),
        whole.beside(),
        whole.objective(),
        whole.optimizer(),
        new Length.Iterations(3),
        whole.batchSize());
  }

  private ServedItems items(Study study, int count) {
    SeenImages seen =
        SeenImages.of(study.images(), new DataDirectory(null, folder.resolve("cache"), 0));
    int[] rows = Arrays.copyOf(StyleTraining.part(study, seen, "train"), count);
    Normalisation normalisation = seen.normalisation(rows);
    return seen.items(rows, normalisation);
  }

  private static byte[] teacher(NDManager manager, CohortRecipe recipe) {
    CohortRecipe.Member teacher = recipe.members().get(0);
    try (Learner fresh =
        Learner.start(manager, teacher.network(), teacher.start(), Optional.empty(), 7)) {
      return fresh.weights();
    }
  }

  /** The last batch is smaller than the others, and some masks are empty. */
  @ParameterizedTest
  @MethodSource("methods")
  void eachMethodMovesTheStudentNotTheTeacherAndStaysFinite(Task task, Method method) {
    CohortRecipe recipe = recipe(task, method);
    ServedItems items =
        items(AcrossTasks.home(task).study(Scale.SMOKE), 2 * recipe.batchSize() + 5);
    try (NDManager manager = NDManager.newBaseManager()) {
      byte[] teacher = teacher(manager, recipe);
      byte[] byLabels = byLabels(manager, recipe, teacher, items);
      try (Cohort cohort =
          Cohort.start(manager, recipe, id -> Optional.empty(), Map.of("teacher", teacher), SEED)) {
        Map<String, byte[]> before = new LinkedHashMap<>();
        recipe.beside().forEach(b -> before.put(b.name(), cohort.learner(b.name()).weights()));
        assertEquals(
            before.size(),
            before.values().stream().map(Fingerprint::of).distinct().count(),
            "no two start alike");
        LearningCurve curve =
            new Trainer<>(recipe, SEED, null, step -> {})
                .train(cohort, items, trained -> Map.of())
                .curve();
        assertEquals(3, curve.points().size());
        assertArrayEquals(teacher, cohort.learner("teacher").weights());
        assertFalse(
            Arrays.equals(byLabels, cohort.learner("student").weights()), "the term counts");
        before.forEach(
            (name, start) ->
                assertFalse(Arrays.equals(start, cohort.learner(name).weights()), name));
        try (NDArray logits = cohort.learner("student").allLogits(manager, items)) {
          for (float logit : logits.toFloatArray()) {
            assertTrue(Float.isFinite(logit), "logit " + logit);
          }
        }
      }
    }
  }

  /** The student's weights when the labels alone teach it. */
  private static byte[] byLabels(
      NDManager manager, CohortRecipe recipe, byte[] teacher, ServedItems items) {
    Task task = ((MethodObjective) recipe.objective()).task();
    JointObjective labels =
        new JointObjective() {
          @Override
          public List<String> taps(String member) {
            return List.of();
          }

          @Override
          public NDArray loss(Cohort.Pass pass, Batch batch, double progress) {
            return task.hard(pass.logits("student"), batch);
          }
        };
    CohortRecipe alone =
        new CohortRecipe(
            recipe.data(),
            recipe.members(),
            List.of(),
            labels,
            recipe.optimizer(),
            recipe.length(),
            recipe.batchSize());
    try (Cohort cohort =
        Cohort.start(manager, alone, id -> Optional.empty(), Map.of("teacher", teacher), SEED)) {
      new Trainer<>(alone, SEED, null, step -> {}).train(cohort, items, trained -> Map.of());
      return cohort.learner("student").weights();
    }
  }

  @Test
  void theTableListsSevenMethodsForTissueAndSevenForGliomas() {
    assertEquals(
        List.of("fitnet", "at", "sp", "vid", "srrl", "simkd", "semckd"),
        Method.of(Task.CLASSIFICATION).stream().map(Method::id).toList());
    assertEquals(
        List.of("fitnet", "at", "skd", "ifvd", "cwd", "emkd", "dsd"),
        Method.of(Task.SEGMENTATION).stream().map(Method::id).toList());
  }

  /** SimKD's student that gives the teacher's own map answers as the teacher does. */
  @Test
  void aClassifierReusedOnItsOwnMapGivesItsOwnLogits() {
    CohortRecipe recipe = recipe(Task.CLASSIFICATION, Method.FITNET);
    Study study = AcrossTasks.home(Task.CLASSIFICATION).study(Scale.SMOKE);
    ServedItems items = items(study, 6);
    try (NDManager manager = NDManager.newBaseManager();
        Learner teacher =
            Learner.trained(manager, recipe.members().get(0).network(), teacher(manager, recipe))) {
      NDArray images = items.images(manager, 0, 6);
      NDArray map =
          teacher.features(images, false, List.of("stage4")).maps().values().iterator().next();
      float[] reused = teacher.classified("fc", map).toFloatArray();
      float[] own = teacher.logits(images, false).toFloatArray();
      assertArrayEquals(own, reused, 1e-5f);
    }
  }
}
