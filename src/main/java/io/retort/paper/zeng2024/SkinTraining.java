package io.retort.paper.zeng2024;

import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.data.augment.Augmentation;
import io.retort.data.augment.Normalisation;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Lesions;
import io.retort.experiment.Answers;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.Exercise;
import io.retort.experiment.Measured;
import io.retort.experiment.SeenImages;
import io.retort.metric.Agreement;
import io.retort.metric.Classification;
import io.retort.training.Cohort;
import io.retort.training.CohortRecipe;
import io.retort.training.Learner;
import io.retort.training.Recipe;
import io.retort.training.ServedItems;
import io.retort.training.Trainer;
import io.retort.training.TrainingRecipe;
import java.util.LinkedHashMap;
import java.util.Map;

/** How one cell is trained and looked at. */
record SkinTraining(SkinExperiment experiment, Cell cell, CellContext context) {
  /** Test items that the learning curve looks at. */
  private static final int PROBE = 24;

  Measured run() {
    ServedItems train = part("train", sizes().data().augmentation());
    ServedItems test = part("test", new Augmentation.None());
    return SkinExperiment.isTaught(cell.condition())
        ? taught(train, test)
        : new Exercise(
                (TrainingRecipe) recipe(cell.condition()),
                train,
                test,
                test.labels(),
                (learner, answers) -> metrics(answers),
                learner -> probe(learner, test))
            .run(cell, context);
  }

  private SkinScale sizes() {
    return SkinScale.of(cell.scale());
  }

  private Recipe recipe(Condition condition) {
    return experiment.recipe(cell.scale(), cell.variant(), condition);
  }

  private ServedItems part(String name, Augmentation augmentation) {
    SkinScale.SkinSpec spec = sizes().data();
    SeenImages seen = SeenImages.of(spec.images(), context.data());
    Split split = spec.images().split(seen.tensor().listing(), spec.division());
    return seen.items(split.rows(name), Normalisation.imageNet(), augmentation, cell.seed());
  }

  private Measured taught(ServedItems train, ServedItems test) {
    CohortRecipe declared = (CohortRecipe) recipe(cell.condition());
    Teaching teaching = (Teaching) declared.objective();
    CohortRecipe recipe =
        declared.withObjective(teaching.weighing(train.labels(), SkinScale.CLASSES));
    try (Cohort cohort =
        Cohort.start(context.manager(), recipe, context::pretrained, given(), cell.seed())) {
      Learner student = cohort.learner(Lesson.STUDENT);
      long started = System.nanoTime();
      Trainer.Result result =
          new Trainer<>(recipe, cell.seed(), context.checkpoint(), context.afterStep())
              .train(cohort, train, trained -> probe(student, test));
      double seconds = (System.nanoTime() - started) / 1e9;
      try (NDManager scope = context.manager().newSubManager()) {
        Answers answers = Answers.of(test.labels(), student.allLogits(scope, test));
        Map<String, Double> metrics = metrics(answers);
        metrics.put(
            "fidelity",
            Agreement.of(answers.predictions(), cohort.learner(Lesson.TEACHER).predict(test)));
        return new Measured(
            metrics,
            test.labels(),
            answers.predictions(),
            answers.margins(),
            result.curve(),
            cohort.weights(),
            result.resumedFrom(),
            cohort.start(),
            new byte[0],
            result.resumedFrom() > 0 ? Map.of() : Map.of(Exercise.TRAINING_SECONDS, seconds));
      }
    }
  }

  /** The weights of the teacher, and of the student where another method had it first. */
  private Map<String, byte[]> given() {
    Map<String, byte[]> given = new LinkedHashMap<>();
    Candidate teacher = SkinExperiment.teacher(cell.condition());
    given.put(Lesson.TEACHER, context.weightsOf(SkinExperiment.alone(teacher)));
    SkinExperiment.method(cell.condition())
        .startsFrom()
        .ifPresent(
            first -> given.put(Lesson.STUDENT, after(SkinExperiment.student(teacher, first))));
    return given;
  }

  /** The student's weights at the end of another cell. */
  private byte[] after(Condition earlier) {
    try (Cohort cohort =
        Cohort.trained(
            context.manager(), (CohortRecipe) recipe(earlier), context.weightsOf(earlier))) {
      return cohort.learner(Lesson.STUDENT).weights();
    }
  }

  private static Map<String, Double> probe(Learner learner, ServedItems test) {
    ServedItems first = test.first(PROBE);
    return Map.of(
        SkinExperiment.ACCURACY,
        Classification.of(first.labels(), learner.predict(first), SkinScale.CLASSES).accuracy());
  }

  /** "Accuracy", "Precision", "Specificity", "F1-Score" (first table): means over the classes. */
  static Map<String, Double> metrics(Answers answers) {
    Classification counted = answers.counted();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(SkinExperiment.ACCURACY, counted.accuracy());
    metrics.put("precision", counted.macroPrecision());
    metrics.put("specificity", counted.macroSpecificity());
    metrics.put(SkinExperiment.F1, counted.macroF1());
    metrics.put("balanced_accuracy", counted.balancedAccuracy());
    for (int c = 0; c < SkinScale.CLASSES; c++) {
      metrics.put(SkinExperiment.f1(Lesions.CLASSES.get(c)), counted.f1(c));
    }
    return metrics;
  }
}
