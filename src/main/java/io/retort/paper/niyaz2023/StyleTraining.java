package io.retort.paper.niyaz2023;

import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.data.augment.Normalisation;
import io.retort.data.sampling.Resampling;
import io.retort.data.sets.Split;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.Exercise;
import io.retort.experiment.Measured;
import io.retort.experiment.SeenImages;
import io.retort.training.Cohort;
import io.retort.training.CohortRecipe;
import io.retort.training.LearningCurve;
import io.retort.training.ServedItems;
import io.retort.training.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How one cell is trained, or asked. */
record StyleTraining(LearningStyles experiment, Cell cell, CellContext context) {
  /** Test items that the learning curve looks at. */
  private static final int PROBE = 32;

  Measured run() {
    Condition condition = cell.condition();
    return Variant.isOne(condition) && !condition.role().equals(LearningStyles.COHORT)
        ? ask()
        : train();
  }

  private Study study() {
    return experiment.study(cell.scale());
  }

  private CohortRecipe recipe(Condition condition) {
    return (CohortRecipe) experiment.recipe(cell.scale(), cell.variant(), condition);
  }

  private Measured train() {
    CohortRecipe recipe = recipe(cell.condition());
    SeenImages seen = SeenImages.of(study().images(), context.data());
    Questions test = Questions.of(study(), seen);
    Questions probe = test.first(PROBE);
    String looked = recipe.members().get(recipe.members().size() - 1).name();
    try (Cohort cohort =
        Cohort.start(context.manager(), recipe, context::pretrained, given(recipe), cell.seed())) {
      long started = System.nanoTime();
      Trainer.Result result =
          new Trainer<>(recipe, cell.seed(), context.checkpoint(), context.afterStep())
              .train(
                  cohort,
                  learnt(seen),
                  trained -> Map.of(study().task().metric(), probe.value(trained, looked)));
      double seconds = (System.nanoTime() - started) / 1e9;
      Said said =
          recipe.members().size() == 1 ? test.ask(cohort, List.of(looked), false) : Said.NOTHING;
      return said.measured(
          result.curve(),
          cohort.weights(),
          result.resumedFrom(),
          cohort.start(),
          result.resumedFrom() > 0 ? Map.of() : Map.of(Exercise.TRAINING_SECONDS, seconds));
    }
  }

  /** The weights of a teacher that was trained before. */
  private Map<String, byte[]> given(CohortRecipe recipe) {
    if (recipe.members().stream().noneMatch(CohortRecipe.Member::frozen)) {
      return Map.of();
    }
    Condition alone = Condition.of(LearningStyles.BASELINE_TEACHER);
    try (Cohort cohort =
        Cohort.trained(context.manager(), recipe(alone), context.weightsOf(alone))) {
      return Map.of(StyleObjective.TEACHER, cohort.learner(StyleObjective.TEACHER).weights());
    }
  }

  private Measured ask() {
    Condition together = new Condition(LearningStyles.COHORT, cell.condition().parameters());
    CohortRecipe recipe = recipe(together);
    String role = cell.condition().role();
    List<String> asked =
        role.equals(LearningStyles.ENSEMBLE) ? StyleObjective.STUDENTS : List.of(role);
    boolean compared =
        !role.equals(StyleObjective.TEACHER) && Variant.of(cell.condition()).technique().teaches();
    SeenImages seen = SeenImages.of(study().images(), context.data());
    NDManager manager = context.manager();
    try (Cohort cohort = Cohort.trained(manager, recipe, context.weightsOf(together))) {
      return Questions.of(study(), seen)
          .ask(cohort, asked, compared)
          .measured(
              new LearningCurve(List.of(), 0), new byte[0], 0, "a trained cohort's", Map.of());
    }
  }

  /** The train part as the networks see it, balanced where it is to be. */
  private ServedItems learnt(SeenImages seen) {
    int[] rows = part(study(), seen, "train");
    Normalisation normalisation = seen.normalisation(rows);
    int[] labels = seen.tensor().listing().labels();
    if (study().isBalanced()) {
      int[] own = Arrays.stream(rows).map(row -> labels[row]).toArray();
      int[] all = rows;
      rows =
          Arrays.stream(Resampling.toMean(own, Study.DIVISION)).map(place -> all[place]).toArray();
    }
    return seen.items(rows, normalisation, study().data().augmentation(), cell.seed());
  }

  /** Rows of a part. */
  static int[] part(Study study, SeenImages seen, String part) {
    Split split = study.images().split(seen.tensor().listing(), Study.DIVISION);
    return split.rows(part);
  }
}
