package io.retort.paper.niyaz2023;

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

/**
 * How a cell is trained, or asked.
 *
 * @param home whose images and networks these are
 */
record StyleTraining(LearningStyles home, Cell cell, CellContext context) {
  /** Test items that the learning curve looks at. */
  private static final int PROBE = 32;

  /** A cell of the home's own. */
  Measured run() {
    Condition condition = cell.condition();
    if (!Variant.isOne(condition) || condition.role().equals(LearningStyles.COHORT)) {
      CohortRecipe recipe = recipe(condition);
      return train(recipe, "", recipe.members().size() == 1);
    }
    return ask(
        home,
        cell,
        context,
        new Condition(LearningStyles.COHORT, condition.parameters()),
        condition.role().equals(LearningStyles.ENSEMBLE)
            ? StyleObjective.STUDENTS
            : List.of(condition.role()));
  }

  /**
   * One student of a teacher that was trained before.
   *
   * @param reuses whether the student answers through the teacher's classifier
   */
  static Measured taught(
      LearningStyles home, CohortRecipe recipe, boolean reuses, Cell cell, CellContext context) {
    StyleTraining training = new StyleTraining(home, cell, context);
    return training.train(recipe, reuses ? training.study().last() : "", true);
  }

  /**
   * What members of a trained cohort say together, compared with what their teacher says.
   *
   * @param together the cohort's condition at home
   */
  static Measured ask(
      LearningStyles home,
      Cell cell,
      CellContext context,
      Condition together,
      List<String> members) {
    StyleTraining training = new StyleTraining(home, cell, context);
    SeenImages seen = SeenImages.of(training.study().images(), context.data());
    boolean compared =
        !members.contains(StyleObjective.TEACHER) && Variant.of(together).technique().teaches();
    try (Cohort cohort =
        Cohort.trained(context.manager(), training.recipe(together), context.weightsOf(together))) {
      return Questions.of(training.study(), seen)
          .ask(Asked.of(cohort), members, compared)
          .measured(
              new LearningCurve(List.of(), 0), new byte[0], 0, "a trained cohort's", Map.of());
    }
  }

  private Study study() {
    return home.study(cell.scale());
  }

  private CohortRecipe recipe(Condition condition) {
    return (CohortRecipe) home.recipe(cell.scale(), cell.variant(), condition);
  }

  /**
   * Trains a cohort.
   *
   * @param isAsked whether the last member is asked about the test items at once
   */
  private Measured train(CohortRecipe recipe, String reuses, boolean isAsked) {
    SeenImages seen = SeenImages.of(study().images(), context.data());
    Questions test = Questions.of(study(), seen);
    Questions probe = test.first(PROBE);
    String last = recipe.members().get(recipe.members().size() - 1).name();
    try (Cohort cohort =
        Cohort.start(context.manager(), recipe, context::pretrained, given(recipe), cell.seed())) {
      Asked asked = new Asked(cohort, reuses);
      long started = System.nanoTime();
      Trainer.Result result =
          new Trainer<>(recipe, cell.seed(), context.checkpoint(), context.afterStep())
              .train(
                  cohort,
                  learnt(seen),
                  trained -> Map.of(study().task().metric(), probe.value(asked, last)));
      double seconds = (System.nanoTime() - started) / 1e9;
      Said said =
          isAsked ? test.ask(asked, List.of(last), recipe.members().size() > 1) : Said.NOTHING;
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
    if (recipe.members().stream().noneMatch(CohortRecipe.Member::isFrozen)) {
      return Map.of();
    }
    Condition alone = Condition.of(LearningStyles.BASELINE_TEACHER);
    try (Cohort cohort =
        Cohort.trained(context.manager(), recipe(alone), context.weightsOf(alone))) {
      return Map.of(StyleObjective.TEACHER, cohort.learner(StyleObjective.TEACHER).weights());
    }
  }

  /** The train part as the networks see it, balanced where it is to be. */
  private ServedItems learnt(SeenImages seen) {
    int[] part = part(study(), seen, "train");
    Normalisation normalisation = seen.normalisation(part);
    int[] rows = part;
    if (study().isBalanced()) {
      int[] labels = seen.tensor().listing().labels();
      int[] own = Arrays.stream(part).map(row -> labels[row]).toArray();
      rows =
          Arrays.stream(Resampling.toMean(own, Study.DIVISION)).map(place -> part[place]).toArray();
    }
    return seen.items(rows, normalisation, study().data().augmentation(), cell.seed());
  }

  /** Rows of a part. */
  static int[] part(Study study, SeenImages seen, String part) {
    Split split = study.images().split(seen.tensor().listing(), Study.DIVISION);
    return split.rows(part);
  }
}
