package io.retort.paper.davidi2024;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.data.augment.Normalisation;
import io.retort.data.sampling.EpochOrder;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Lesions;
import io.retort.experiment.Answers;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.Exercise;
import io.retort.experiment.Measured;
import io.retort.experiment.SeenImages;
import io.retort.metric.Classification;
import io.retort.training.Items;
import io.retort.training.Learner;
import io.retort.training.OrderedItems;
import io.retort.training.ServedItems;
import io.retort.training.Trainer;
import io.retort.training.TrainingRecipe;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** How one cell is trained and looked at. */
record IsicTraining(IsicExperiment experiment, Cell cell, CellContext context) {
  /** Test items that the learning curve looks at. */
  private static final int PROBE = 32;

  Measured run() {
    TrainingRecipe recipe = recipe(cell.condition());
    ServedItems test = part("test");
    ServedItems validation = part("validation");
    return new Exercise(
            recipe,
            learnt((IsicExperiment.IsicSpec) recipe.data()),
            test,
            test.labels(),
            (learner, answers) -> metrics(answers, accuracy(learner, validation)),
            learner -> Map.of(IsicExperiment.ACCURACY, accuracy(learner, test.first(PROBE))),
            learner -> 1 - accuracy(learner, validation),
            new byte[0],
            false)
        .run(cell, context);
  }

  private TrainingRecipe recipe(Condition condition) {
    return experiment.recipe(cell.scale(), cell.variant(), condition);
  }

  private static double accuracy(Learner learner, ServedItems items) {
    return Classification.of(items.labels(), learner.predict(items), IsicScale.CLASSES).accuracy();
  }

  /** "normalized ... based on the means and standard deviations of the ImageNet dataset". */
  private ServedItems part(String name) {
    SeenImages seen = SeenImages.of(IsicScale.of(cell.scale()).images(), context.data());
    Split split =
        IsicScale.of(cell.scale()).images().split(seen.tensor().listing(), IsicExperiment.DIVISION);
    return seen.items(split.rows(name), Normalisation.imageNet());
  }

  /** The train part, with the teacher's logits for students, in the order of the sampling. */
  private Items learnt(IsicExperiment.IsicSpec spec) {
    ServedItems train = part("train");
    int[] labels = train.labels();
    if (!cell.condition().role().equals(IsicExperiment.STUDENT)) {
      return new OrderedItems(train, seed -> EpochOrder.balanced(labels, seed));
    }
    NDArray logits = taught(train);
    ServedItems taught = train.taught(logits);
    if (spec.sampling() == IsicExperiment.Sampling.BALANCED) {
      return new OrderedItems(taught, seed -> EpochOrder.balanced(labels, seed));
    }
    double[] confidence = confidence(logits);
    return new OrderedItems(
        taught,
        seed -> EpochOrder.easiestFirst(EpochOrder.balanced(labels, seed).of(0), confidence));
  }

  private NDArray taught(ServedItems train) {
    Condition alone = Condition.of(IsicExperiment.TEACHER);
    NDManager manager = context.manager();
    try (Learner teacher =
        Learner.trained(manager, recipe(alone).network(), context.weightsOf(alone))) {
      return teacher.allLogits(manager, train);
    }
  }

  /** "the model 'confidence' in a prediction as the probability of the predicted class". */
  static double[] confidence(NDArray logits) {
    float[] highest = logits.softmax(1).max(new int[] {1}).toFloatArray();
    return IntStream.range(0, highest.length).mapToDouble(i -> highest[i]).toArray();
  }

  private static Map<String, Double> metrics(Answers answers, double validation) {
    Classification counted = answers.counted();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(IsicExperiment.ACCURACY, counted.accuracy());
    metrics.put(IsicExperiment.WEIGHTED_F1, counted.weightedF1());
    metrics.put("macro_f1", counted.macroF1());
    metrics.put("balanced_accuracy", counted.balancedAccuracy());
    metrics.put(Trainer.VALIDATION_ACCURACY, validation);
    double[] f1 = IntStream.range(0, IsicScale.CLASSES).mapToDouble(counted::f1).toArray();
    for (int c = 0; c < f1.length; c++) {
      metrics.put(IsicExperiment.f1(Lesions.CLASSES.get(c)), f1[c]);
    }
    metrics.putAll(PerClass.statements(counted, f1));
    return metrics;
  }
}
