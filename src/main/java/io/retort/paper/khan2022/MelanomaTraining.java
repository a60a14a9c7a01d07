package io.retort.paper.khan2022;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.data.KeyedRandom;
import io.retort.data.augment.Normalisation;
import io.retort.experiment.Answers;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.Exercise;
import io.retort.experiment.Measured;
import io.retort.experiment.SeenImages;
import io.retort.loss.SoftmaxTwice;
import io.retort.metric.Classification;
import io.retort.paper.khan2022.MelanomaExperiment.MelanomaSpec;
import io.retort.training.Learner;
import io.retort.training.Objective;
import io.retort.training.ServedItems;
import io.retort.training.TrainingRecipe;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** How one cell is trained and looked at: the images in a reading's form, the teacher's answers. */
record MelanomaTraining(MelanomaExperiment experiment, Cell cell, CellContext context) {
  /** Test items that the learning curve looks at. */
  private static final int PROBE = 32;

  Measured run() {
    TrainingRecipe recipe = recipe(cell.condition());
    ServedItems set = learnt(recipe);
    ServedItems test = asked(recipe);
    if (!experiment.needs(cell.condition()).isEmpty()) {
      set = set.taught(taught(recipe.objective()));
    }
    return new Exercise(
            recipe,
            set,
            test,
            test.labels(),
            (learner, answers) -> metrics(answers),
            learner -> Map.of(MelanomaExperiment.ACCURACY, accuracy(learner, test.first(PROBE))))
        .run(cell, context);
  }

  private TrainingRecipe recipe(Condition condition) {
    return experiment.recipe(cell.scale(), cell.variant(), condition);
  }

  private static double accuracy(Learner learner, ServedItems items) {
    return Classification.of(items.labels(), learner.predict(items), Student.CLASSES).accuracy();
  }

  /** The images that a reading learns from, as a recipe's network sees them. */
  private ServedItems learnt(TrainingRecipe recipe) {
    MelanomaSpec spec = (MelanomaSpec) recipe.data();
    SeenImages seen = SeenImages.of(spec.images(), context.data());
    int[] train = seen.rows("train");
    int count = (int) (spec.share() * train.length);
    int[] rows =
        Arrays.stream(KeyedRandom.permutation(train.length, KeyedRandom.of(cell.seed(), "learnt")))
            .limit(count)
            .map(place -> train[place])
            .sorted()
            .toArray();
    return seen.items(rows, normalisation(seen, spec));
  }

  private ServedItems asked(TrainingRecipe recipe) {
    MelanomaSpec spec = (MelanomaSpec) recipe.data();
    SeenImages seen = SeenImages.of(spec.images(), context.data());
    return seen.items(seen.rows("test"), normalisation(seen, spec));
  }

  private static Normalisation normalisation(SeenImages seen, MelanomaSpec spec) {
    int channels = seen.tensor().imageChannels();
    if (!spec.raw()) {
      return seen.normalisation(seen.rows("train"));
    }
    float[] bytes = new float[channels];
    Arrays.fill(bytes, 1f / 255);
    return new Normalisation(new float[channels], bytes);
  }

  /** What the teacher says of the student's images: logits, or the published code's targets. */
  private NDArray taught(Objective objective) {
    TrainingRecipe recipe = recipe(Condition.of(MelanomaExperiment.TEACHER));
    NDManager manager = context.manager();
    byte[] weights = context.weightsOf(Condition.of(MelanomaExperiment.TEACHER));
    try (Learner teacher = Learner.trained(manager, recipe.network(), weights)) {
      NDArray logits = teacher.allLogits(manager, learnt(recipe));
      return objective instanceof Objective.AfterSoftmax published
          ? SoftmaxTwice.targets(logits, published.temperature())
          : logits;
    }
  }

  /** Equations (6) to (9), each class in turn as the positive one. */
  private static Map<String, Double> metrics(Answers answers) {
    Classification counted = answers.counted();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(MelanomaExperiment.ACCURACY, counted.accuracy());
    metrics.put("balanced_accuracy", counted.balancedAccuracy());
    metrics.put(MelanomaExperiment.AUC, answers.auc());
    for (int c = 0; c < Student.CLASSES; c++) {
      String of = c == 0 ? "_benign" : "_malignant";
      metrics.put("precision" + of, counted.precision(c));
      metrics.put("recall" + of, counted.recall(c));
      metrics.put("f1" + of, counted.f1(c));
    }
    return metrics;
  }
}
