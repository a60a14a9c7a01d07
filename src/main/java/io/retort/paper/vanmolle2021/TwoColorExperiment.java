package io.retort.paper.vanmolle2021;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.data.TwoColorDigits.Modality;
import io.retort.data.synthetic.StrokeDigits;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Exercise;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.model.Network;
import io.retort.model.TwoLayerConvNet;
import io.retort.paper.vanmolle2021.TwoColorMnist.Balance;
import io.retort.paper.vanmolle2021.TwoColorMnist.DigitsSpec;
import io.retort.paper.vanmolle2021.TwoColorMnist.TestSet;
import io.retort.training.Batch;
import io.retort.training.HeldImages;
import io.retort.training.HeldItems;
import io.retort.training.Learner;
import io.retort.training.Objective;
import io.retort.training.Optimizer;
import io.retort.training.Scale;
import io.retort.training.Start;
import io.retort.training.TrainingRecipe;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the experiments on 2cMNIST share: Sections 4.1.1 and 4.2.
 *
 * <p>A teacher sees grey digits; a student sees coloured ones and learns from the labels and from
 * the teacher's answers to the same digits in grey; a baseline learns from the labels alone; an
 * upper bound sees the teacher's digits in colour.
 */
interface TwoColorExperiment extends SensorUpgrade {
  /** "updated using stochastic gradient descent, with a learning rate of 0.01" */
  Optimizer SGD = new Optimizer.Sgd(0.01, 0);

  /** "four filters, and a kernel size of 3 x 3" */
  int FILTERS = 4;

  /** "trained for 2000 iterations, using a batch size of 64" */
  int BATCH_SIZE = 64;

  /** Iterations, sizes of pool and sets, by scale. */
  Map<Scale, Sizes> SCALES =
      Map.of(
          Scale.SMOKE, new Sizes(600, 2_000, 2_000, 2_000),
          Scale.REDUCED, new Sizes(1_000, 5_000, 60_000, 10_000),
          Scale.PAPER, new Sizes(2_000, 5_000, 60_000, 10_000));

  /** Sets that were read or drawn, in this process. */
  Map<Source, TwoColorMnist> SETS = new ConcurrentHashMap<>();

  /** Their fingerprints. */
  Map<Source, String> FINGERPRINTS = new ConcurrentHashMap<>();

  /**
   * What changes with the scale.
   *
   * @param pool images of teacher and upper bound: "we randomly sample 5000 images"
   * @param testImages "all 10,000 images of 2cMNIST test set"
   */
  record Sizes(int iterations, int pool, int trainImages, int testImages) {}

  /** Where a set of digits comes from. */
  record Source(Scale scale, Sizes sizes, DataDirectory data) {}

  /** Sizes of a scale. */
  default Sizes sizes(Scale scale) {
    return Objects.requireNonNull(SCALES.get(scale));
  }

  /** Metrics of a cell, by name. */
  default Map<String, Double> metrics(TestSet test, int[] predictions) {
    return Map.of(ACCURACY, test.accuracy(predictions));
  }

  /** How a condition is trained, but for what the experiment varies. */
  default TrainingRecipe recipe(
      Scale scale, Condition condition, Balance balance, int size, Objective student) {
    Sizes sizes = sizes(scale);
    Modality modality = condition.role().equals(TEACHER) ? Modality.GREY : Modality.COLOUR;
    return new TrainingRecipe(
        new DigitsSpec(dataName(scale), modality, balance, sizes.pool(), size),
        network(modality),
        Start.PYTORCH,
        condition.role().equals(STUDENT) ? student : new Objective.HardLabels(1),
        SGD,
        sizes.iterations(),
        BATCH_SIZE);
  }

  private static Network network(Modality modality) {
    return new TwoLayerConvNet(
        modality.channels(), StrokeDigits.SIDE, FILTERS, TwoColorMnist.CLASSES);
  }

  @Override
  default Measured train(Cell cell, CellContext context) {
    TrainingRecipe recipe = recipe(cell.scale(), cell.variant(), cell.condition());
    DigitsSpec spec = (DigitsSpec) recipe.data();
    TwoColorMnist digits = set(cell.scale(), context.data());
    int[] chosen = digits.chosen(spec, cell.seed());
    NDManager manager = context.manager();
    NDArray teacherLogits = null;
    if (!needs(cell.condition()).isEmpty()) {
      byte[] weights = context.weightsOf(Condition.of(TEACHER));
      try (NDManager scope = manager.newSubManager();
          Learner teacher = Learner.trained(manager, network(Modality.GREY), weights)) {
        teacherLogits = teacher.allLogits(digits.shown(scope, chosen, Modality.GREY));
        teacherLogits.attach(manager);
      }
    }
    Batch set =
        new Batch(
            digits.shown(manager, chosen, spec.modality()),
            digits.labels(manager, chosen),
            teacherLogits);
    TestSet test =
        context.shared(
            "test " + spec.modality(),
            TestSet.class,
            owner -> digits.testSet(owner, spec.modality()));
    return new Exercise(
            recipe,
            new HeldItems(set),
            new HeldImages(test.images()),
            test.labels(),
            (learner, answers) -> metrics(test, answers.predictions()),
            learner -> Map.of(ACCURACY, test.accuracy(learner.predict(test.probe()))))
        .run(cell, context);
  }

  private TwoColorMnist set(Scale scale, DataDirectory data) {
    return SETS.computeIfAbsent(
        new Source(scale, sizes(scale), data),
        source ->
            scale == Scale.SMOKE
                ? TwoColorMnist.synthetic(source.sizes().trainImages(), source.sizes().testImages())
                : TwoColorMnist.real(data.require()));
  }

  @Override
  default String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic stroke digits" : "MNIST";
  }

  @Override
  default boolean isPaperData(String fingerprint) {
    return fingerprint.equals(TwoColorMnist.MNIST);
  }

  @Override
  default String dataFingerprint(Scale scale, DataDirectory data) {
    return FINGERPRINTS.computeIfAbsent(
        new Source(scale, sizes(scale), data), source -> set(scale, data).fingerprint());
  }

  @Override
  default Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of(ACCURACY, (long) sizes(scale).testImages());
  }

  @Override
  default List<Sample> samples(Scale scale, DataDirectory data) {
    return set(scale, data).samples();
  }
}
