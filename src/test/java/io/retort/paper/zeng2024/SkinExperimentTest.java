package io.retort.paper.zeng2024;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.retort.claim.Condition;
import io.retort.claim.ReferenceResults;
import io.retort.data.ImageSpec;
import io.retort.data.augment.Normalisation;
import io.retort.data.synthetic.Lesions;
import io.retort.experiment.Cell;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.SeenImages;
import io.retort.provenance.Fingerprint;
import io.retort.training.Cohort;
import io.retort.training.CohortRecipe;
import io.retort.training.Learner;
import io.retort.training.Length;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import io.retort.training.ServedItems;
import io.retort.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SkinExperimentTest {
  private static final long SEED = 3;
  private static final SkinExperiment COMPARISON = new MethodComparison();

  /** Images are decoded once for all tests. */
  @TempDir static Path folder;

  private static CohortRecipe recipe(Candidate teacher, Method method) {
    CohortRecipe whole =
        (CohortRecipe) COMPARISON.recipe(Scale.SMOKE, "", SkinExperiment.student(teacher, method));
    Teaching teaching = (Teaching) whole.objective();
    return new CohortRecipe(
        whole.data(),
        whole.members(),
        whole.beside(),
        teaching.weighing(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, SkinScale.CLASSES),
        whole.optimizer(),
        new Length.Iterations(3),
        whole.batchSize());
  }

  private ServedItems items(int count) {
    ImageSpec images = SkinScale.of(Scale.SMOKE).data().images();
    Lesions few =
        new Lesions(count, images.transform().side(), 8, Lesions.Prevalence.EQUAL, 0, 20_240_301);
    SeenImages seen =
        SeenImages.of(
            new ImageSpec(few, images.transform(), images.by(), images.shares()),
            new DataDirectory(null, folder.resolve("cache"), 0));
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> i);
    return seen.items(rows, Normalisation.imageNet());
  }

  private static byte[] fresh(NDManager manager, CohortRecipe.Member member, long seed) {
    try (Learner fresh =
        Learner.start(manager, member.network(), member.start(), Optional.empty(), seed)) {
      return fresh.weights();
    }
  }

  private static Map<String, byte[]> given(NDManager manager, CohortRecipe recipe) {
    Map<String, byte[]> given = new HashMap<>();
    for (CohortRecipe.Member member : recipe.members()) {
      if (member.part() != CohortRecipe.Part.LEARNS) {
        given.put(member.name(), fresh(manager, member, 7));
      }
    }
    return given;
  }

  /** The last batch holds a single item. */
  @ParameterizedTest
  @EnumSource(Method.class)
  void eachMethodMovesTheStudentAndOnlyEmlTheTeacher(Method method) {
    CohortRecipe recipe = recipe(Candidate.RES2NET101, method);
    ServedItems items = items(2 * recipe.batchSize() + 1);
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, byte[]> given = given(manager, recipe);
      try (Cohort cohort = Cohort.start(manager, recipe, id -> Optional.empty(), given, SEED)) {
        Map<String, byte[]> before = new LinkedHashMap<>();
        recipe.beside().forEach(b -> before.put(b.name(), cohort.learner(b.name()).weights()));
        before.put(Lesson.STUDENT, cohort.learner(Lesson.STUDENT).weights());
        if (given.containsKey(Lesson.STUDENT)) {
          assertArrayEquals(given.get(Lesson.STUDENT), before.get(Lesson.STUDENT), "it goes on");
        }
        assertEquals(
            before.size(), before.values().stream().map(Fingerprint::of).distinct().count());
        assertEquals(
            method.teacherLearns(),
            cohort.learner(Lesson.TEACHER).trainable().get(0).stream()
                .anyMatch(NDArray::hasGradient),
            "a frozen teacher's passes are not recorded");
        new Trainer<>(recipe, SEED, null, step -> {}).train(cohort, items, trained -> Map.of());
        assertEquals(
            !method.teacherLearns(),
            Arrays.equals(given.get(Lesson.TEACHER), cohort.learner(Lesson.TEACHER).weights()),
            "the teacher stays");
        before.forEach(
            (name, start) ->
                assertFalse(Arrays.equals(start, cohort.learner(name).weights()), name));
        try (NDArray logits = cohort.learner(Lesson.STUDENT).allLogits(manager, items)) {
          for (float logit : logits.toFloatArray()) {
            assertTrue(Float.isFinite(logit), "logit " + logit);
          }
        }
      }
    }
  }

  /** Stages 1 and 2 by one teacher, and what they need. */
  @Test
  void theSecondStageNeedsTheFirstAndTheTeacher() {
    Condition first = SkinExperiment.student(Candidate.CONVNEXT, Method.STAGE_1);
    Condition second = SkinExperiment.student(Candidate.CONVNEXT, Method.DSP_KD);
    assertEquals(
        List.of(SkinExperiment.alone(Candidate.CONVNEXT), first), COMPARISON.needs(second));
    assertEquals(List.of(SkinExperiment.alone(Candidate.CONVNEXT)), COMPARISON.needs(first));
    assertEquals("student, teacher=convnext, method=dsp-kd", second.toString());
  }

  /** What methods add must see all of a stage's maps; sizes agree for every teacher. */
  @ParameterizedTest
  @EnumSource(
      value = Candidate.class,
      names = {"RES2NET101", "CONVNEXT", "EFFICIENTNET_B4"})
  void theFusionFitsEveryTeacher(Candidate teacher) {
    CohortRecipe recipe = recipe(teacher, Method.STAGE_1);
    try (NDManager manager = NDManager.newBaseManager()) {
      try (Cohort cohort =
          Cohort.start(manager, recipe, id -> Optional.empty(), given(manager, recipe), SEED)) {
        double loss =
            new Trainer<>(recipe, SEED, null, step -> {})
                .train(cohort, items(recipe.batchSize()), trained -> Map.of())
                .curve()
                .points()
                .get(0)
                .loss();
        assertTrue(loss > 0 && loss < 1e4, "loss " + loss);
      }
    }
  }

  /** Yang et al. 2022 for 2,048 maps of 7 x 7; ours at smoke: 256 of 2 x 2. */
  @Test
  void rebuiltMapsCountAsMuchAtEveryScale() {
    assertEquals(7e-5, SkinScale.of(Scale.PAPER).mgdAlpha(Candidate.RES2NET101), 1e-12);
    assertEquals(
        7e-5 * 2048 * 49 / (256 * 4),
        SkinScale.of(Scale.SMOKE).mgdAlpha(Candidate.RES2NET101),
        1e-9);
    assertEquals(7e-5, SkinScale.of(Scale.PAPER).mgdAlpha(Candidate.EFFICIENTNET_B4), 1e-12);
  }

  @Test
  void maskingHidesWholeChannelsAboutOneInSeven() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray masked = Lesson.masked(manager.ones(new Shape(50, 40, 2, 2)), .15);
      float[] sums = masked.sum(new int[] {2, 3}).toFloatArray();
      int hidden = 0;
      for (float sum : sums) {
        assertTrue(sum == 0 || sum == 4, "a channel is hidden as a whole: " + sum);
        hidden += sum == 0 ? 1 : 0;
      }
      // 2,000 draws at 0.15: standard deviation 16
      assertEquals(300, hidden, 80);
    }
  }

  /** Classes of 3, 1 and no items of 4. */
  @Test
  void classWeightsAreTheInverseOfTheShares() {
    Teaching teaching = new Teaching(Method.SSD_KD, new Lesson.Taps("t", "s"), 1, List.of());
    assertEquals(
        List.of(4 / 3f, 4f, 4f), teaching.weighing(new int[] {0, 0, 0, 1}, 3).classWeights());
  }

  /** The ablation and the classes train nothing that the comparison does not list or need. */
  @Test
  void networksAreSharedBetweenTheTables() {
    Set<Map.Entry<Cell, Recipe>> cells = new HashSet<>();
    for (SkinExperiment experiment :
        List.of(new Candidates(), new MethodComparison(), new PerClass(), new Ablation())) {
      experiment
          .conditions(Scale.SMOKE)
          .forEach(condition -> addWithNeeds(cells, experiment, condition));
    }
    // 7 alone, 7 methods and stage 1 by one teacher, vanilla KD by two, two more of the ablation
    assertEquals(7 + 8 + 2 + 2, cells.size());
  }

  private static void addWithNeeds(
      Set<Map.Entry<Cell, Recipe>> cells, SkinExperiment experiment, Condition condition) {
    cells.add(
        Map.entry(
            experiment.cell(Scale.SMOKE, "", condition, 1),
            experiment.recipe(Scale.SMOKE, "", condition)));
    experiment.needs(condition).forEach(need -> addWithNeeds(cells, experiment, need));
  }

  /** Every claim on ISIC 2019 is about conditions that paper scale runs. */
  @Test
  void claimsAreAboutConditionsOfTheGrid() throws IOException {
    ReferenceResults reference = new ReferenceResults(Path.of("reference-results"));
    for (SkinExperiment experiment :
        List.of(new Candidates(), new MethodComparison(), new PerClass(), new Ablation())) {
      Set<String> grid =
          experiment.conditions(Scale.PAPER).stream()
              .map(Condition::toString)
              .collect(Collectors.toSet());
      reference
          .claims("zeng2024", experiment.id())
          .forEach(
              claim -> {
                assertTrue(grid.contains(claim.subject()), claim.id());
                assertTrue(
                    claim.comparator().isEmpty()
                        || claim.comparator().contains("*")
                        || grid.contains(claim.comparator()),
                    claim.id());
              });
    }
  }
}
