package io.retort.paper.niyaz2023;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import io.retort.data.augment.Normalisation;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.SeenImages;
import io.retort.model.Network;
import io.retort.model.Projector;
import io.retort.paper.niyaz2023.StyleObjective.Knowledge;
import io.retort.paper.niyaz2023.StyleObjective.Share;
import io.retort.paper.niyaz2023.StyleObjective.Tap;
import io.retort.training.Adam;
import io.retort.training.Checkpoint;
import io.retort.training.Cohort;
import io.retort.training.CohortRecipe;
import io.retort.training.CohortRecipe.Beside;
import io.retort.training.CohortRecipe.Member;
import io.retort.training.CohortRecipe.Part;
import io.retort.training.Keep;
import io.retort.training.Learner;
import io.retort.training.Length;
import io.retort.training.Objective;
import io.retort.training.Scale;
import io.retort.training.ServedItems;
import io.retort.training.Start;
import io.retort.training.Trainer;
import io.retort.training.TrainingRecipe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StyleObjectiveTest {
  private static final long SEED = 4;
  private static final Study STUDY = new HamClassification().study(Scale.SMOKE);
  private static final Tap TAP = STUDY.tap(Backbone.RESNET18);
  private static final Network LARGE = STUDY.teacherNetwork();
  private static final Network SMALL = STUDY.studentNetwork(Backbone.RESNET18);
  private static final Member TEACHER = member("teacher", LARGE, 0, Part.LEARNS);
  private static final Member FROZEN = member("teacher", LARGE, 0, Part.STAYS);
  private static final Member FIRST = member("s1", SMALL, 0, Part.LEARNS);
  private static final Member SECOND = member("s2", SMALL, 1, Part.LEARNS);

  @TempDir static Path folder;
  private static ServedItems items;
  private static byte[] largeAlone;
  private static byte[] smallAlone;

  /** The items, and the networks that another loop trained on them alone. */
  @BeforeAll
  static void alone() {
    SeenImages seen =
        SeenImages.of(STUDY.images(), new DataDirectory(null, folder.resolve("cache"), 0));
    int[] rows = java.util.Arrays.copyOf(StyleTraining.part(STUDY, seen, "train"), 24);
    Normalisation normalisation = seen.normalisation(rows);
    items = seen.items(rows, normalisation, STUDY.data().augmentation(), SEED);
    largeAlone = alone(LARGE);
    smallAlone = alone(SMALL);
  }

  private static Member member(String name, Network network, int place, Part part) {
    return new Member(name, network, Start.PYTORCH, place, part);
  }

  private static Share share(double alpha, double beta, double gamma, Knowledge knowledge) {
    return new Share(new LossWeights(alpha, beta, gamma), knowledge, knowledge);
  }

  private static CohortRecipe recipe(
      List<Member> members, boolean attached, Share first, Share second) {
    boolean teaches = members.size() > 2;
    StyleObjective objective =
        new StyleObjective(
            Task.CLASSIFICATION,
            TAP,
            teaches,
            teaches && !members.get(0).isFrozen(),
            List.of(first, second),
            false,
            attached);
    return new CohortRecipe(
        STUDY.data(),
        members,
        objective.adapts()
            ? List.of(
                new Beside(
                    StyleObjective.ADAPTER,
                    new Projector(
                        Projector.Kind.ADAPTER,
                        STUDY.teacherWidth(),
                        STUDY.studentWidth(Backbone.RESNET18))))
            : List.of(),
        objective,
        Adam.of(.001),
        new Length.Epochs(1),
        8);
  }

  /** Weights by name after the training. */
  private Map<String, byte[]> trained(CohortRecipe recipe, Map<String, byte[]> given) {
    try (NDManager manager = NDManager.newBaseManager();
        Cohort cohort = Cohort.start(manager, recipe, id -> Optional.empty(), given, SEED)) {
      new Trainer<>(recipe, SEED, null, step -> {}).train(cohort, items, c -> Map.of());
      Map<String, byte[]> weights = new java.util.LinkedHashMap<>();
      recipe.members().forEach(m -> weights.put(m.name(), cohort.learner(m.name()).weights()));
      recipe.beside().forEach(b -> weights.put(b.name(), cohort.learner(b.name()).weights()));
      return weights;
    }
  }

  /** Weights of a network that another loop's recipe trains alone. */
  private static byte[] alone(Network network) {
    TrainingRecipe recipe =
        new TrainingRecipe(
            STUDY.data(),
            network,
            Start.PYTORCH,
            new Objective.HardLabels(1),
            Adam.of(.001),
            new Length.Epochs(1),
            8,
            Keep.LAST);
    try (NDManager manager = NDManager.newBaseManager();
        Learner learner =
            Learner.start(manager, recipe.network(), recipe.start(), Optional.empty(), SEED)) {
      new Trainer<>(recipe, SEED, null, step -> {}).train(learner, items, l -> Map.of());
      return learner.weights();
    }
  }

  @Test
  void withoutBetaAndGammaEachTrainsExactlyAsAlone() {
    Share labels = share(1, 0, 0, Knowledge.FEATURES);
    Map<String, byte[]> together =
        trained(recipe(List.of(TEACHER, FIRST, SECOND), false, labels, labels), Map.of());
    assertArrayEquals(largeAlone, together.get("teacher"));
    assertArrayEquals(smallAlone, together.get("s1"));
    assertFalse(
        java.util.Arrays.equals(together.get("s1"), together.get("s2")),
        "the second student starts elsewhere");
  }

  @ParameterizedTest
  @EnumSource(Knowledge.class)
  void whatTheTeacherGivesMovesStudentsButNotTheTeacher(Knowledge knowledge) {
    Share taught = share(1, .5, 0, knowledge);
    Share labels = share(1, 0, 0, knowledge);
    Map<String, byte[]> together =
        trained(recipe(List.of(TEACHER, FIRST, SECOND), false, taught, labels), Map.of());
    assertArrayEquals(largeAlone, together.get("teacher"));
    assertFalse(java.util.Arrays.equals(smallAlone, together.get("s1")));
  }

  @ParameterizedTest
  @EnumSource(Knowledge.class)
  void whatAStudentGivesMovesTheOtherButNotItself(Knowledge knowledge) {
    Share labels = share(1, 0, 0, knowledge);
    Share taught = share(1, 0, .5, knowledge);
    Map<String, byte[]> apart =
        trained(recipe(List.of(FIRST, SECOND), false, labels, labels), Map.of());
    Map<String, byte[]> second =
        trained(recipe(List.of(FIRST, SECOND), false, labels, taught), Map.of());
    assertArrayEquals(apart.get("s1"), second.get("s1"), "the giver");
    assertFalse(java.util.Arrays.equals(apart.get("s2"), second.get("s2")), "the taker");
  }

  @ParameterizedTest
  @EnumSource(Knowledge.class)
  void attachedGiversAreMovedToo(Knowledge knowledge) {
    Share taught = share(1, .5, 0, knowledge);
    Share labels = share(1, 0, 0, knowledge);
    Map<String, byte[]> together =
        trained(recipe(List.of(TEACHER, FIRST, SECOND), true, taught, labels), Map.of());
    assertFalse(java.util.Arrays.equals(largeAlone, together.get("teacher")));
  }

  @Test
  void aFrozenTeacherStaysEvenWhereTheLossReachesIt() {
    Share taught = share(1, .5, 0, Knowledge.FEATURES);
    Map<String, byte[]> together =
        trained(
            recipe(List.of(FROZEN, FIRST, SECOND), true, taught, taught),
            Map.of("teacher", largeAlone));
    assertArrayEquals(largeAlone, together.get("teacher"));
  }

  @Test
  void aFrozenTeacherStaysAndItsAdapterLearns() {
    byte[] before = largeAlone;
    Share features = share(.2, .8, 0, Knowledge.FEATURES);
    CohortRecipe recipe = recipe(List.of(FROZEN, FIRST, SECOND), false, features, features);
    Map<String, byte[]> together = trained(recipe, Map.of("teacher", before));
    assertArrayEquals(before, together.get("teacher"));
    try (NDManager manager = NDManager.newBaseManager();
        Cohort start =
            Cohort.start(
                manager, recipe, id -> Optional.empty(), Map.of("teacher", before), SEED)) {
      assertFalse(
          java.util.Arrays.equals(
              start.learner(StyleObjective.ADAPTER).weights(),
              together.get(StyleObjective.ADAPTER)));
    }
  }

  @Test
  void aKilledCohortGoesOnAndEndsWithTheSameWeights() {
    Share v3First =
        new Share(new LossWeights(.2, .4, .4), Knowledge.FEATURES, Knowledge.PREDICTIONS);
    Share v3Second =
        new Share(new LossWeights(.4, .3, .3), Knowledge.PREDICTIONS, Knowledge.FEATURES);
    CohortRecipe recipe = recipe(List.of(TEACHER, FIRST, SECOND), false, v3First, v3Second);
    Map<String, byte[]> whole = trained(recipe, Map.of());
    Checkpoint checkpoint = new Checkpoint(folder.resolve("cohort.checkpoint"), Duration.ZERO);
    class Killed extends RuntimeException {
      private static final long serialVersionUID = 1;
    }
    try (NDManager manager = NDManager.newBaseManager();
        Cohort cohort = Cohort.start(manager, recipe, id -> Optional.empty(), Map.of(), SEED)) {
      Trainer<Cohort> killed =
          new Trainer<>(
              recipe,
              SEED,
              checkpoint,
              step -> {
                if (step == 2) {
                  throw new Killed();
                }
              });
      assertThrows(Killed.class, () -> killed.train(cohort, items, c -> Map.of()));
    }
    try (NDManager manager = NDManager.newBaseManager();
        Cohort cohort = Cohort.start(manager, recipe, id -> Optional.empty(), Map.of(), SEED)) {
      Trainer.Result result =
          new Trainer<>(recipe, SEED, checkpoint, step -> {}).train(cohort, items, c -> Map.of());
      assertEquals(2, result.resumedFrom());
      List<String> names = new ArrayList<>(whole.keySet());
      names.forEach(
          name -> assertArrayEquals(whole.get(name), cohort.learner(name).weights(), name));
    }
  }

  @Test
  void errorsNameTheMemberAndTheRemedy() {
    Share labels = share(1, 0, 0, Knowledge.FEATURES);
    CohortRecipe recipe = recipe(List.of(FROZEN, FIRST, SECOND), false, labels, labels);
    try (NDManager manager = NDManager.newBaseManager()) {
      IllegalArgumentException missing =
          assertThrows(
              IllegalArgumentException.class,
              () -> Cohort.start(manager, recipe, id -> Optional.empty(), Map.of(), SEED));
      assertEquals(
          "member [teacher]: weights must be given exactly for those that do not start" + " afresh",
          missing.getMessage());
    }
    assertNotEquals(
        "",
        assertThrows(
                IllegalArgumentException.class,
                () -> recipe(List.of(TEACHER, TEACHER), false, labels, labels))
            .getMessage());
  }
}
