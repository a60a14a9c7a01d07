package io.retort.paper.vanmolle2021;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.data.TwoColorDigits.Modality;
import io.retort.data.synthetic.StrokeDigits;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Experiment;
import io.retort.experiment.Figure;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.model.Network;
import io.retort.model.TwoLayerConvNet;
import io.retort.paper.vanmolle2021.TwoColorMnist.DigitsSpec;
import io.retort.paper.vanmolle2021.TwoColorMnist.TestSet;
import io.retort.training.Batch;
import io.retort.training.Learner;
import io.retort.training.Objective;
import io.retort.training.Optimizer;
import io.retort.training.Scale;
import io.retort.training.Start;
import io.retort.training.Trainer;
import io.retort.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * 2cMNIST sensor upgrade: Section 4.2 and Figure 3.
 *
 * <p>A teacher sees 5,000 grey digits. A student sees n coloured ones and learns from the labels
 * and from the teacher's answers to the same digits in grey; a baseline learns from the labels
 * alone. An upper bound sees all 5,000 in colour.
 */
public final class TwoColorMnistTransition implements Experiment {
  private static final int CLASSES = 10;

  /** "10, 50, 100, 250, 500, 750, or 1000 randomly sampled (colored) images", Section 4.2. */
  private static final int[] SIZES = {10, 50, 100, 250, 500, 750, 1000};

  /** "We use a value of 0.6 for hyperparameter alpha, and a temperature value T = 8." */
  private static final double ALPHA = 0.6;

  private static final double TEMPERATURE = 8;

  /** "updated using stochastic gradient descent, with a learning rate of 0.01" */
  private static final Optimizer SGD = new Optimizer.Sgd(0.01, 0);

  /** "four filters, and a kernel size of 3 x 3" */
  private static final int FILTERS = 4;

  /** "trained for 2000 iterations, using a batch size of 64" */
  private static final int BATCH_SIZE = 64;

  private static final Map<Scale, Sizes> SCALES =
      Map.of(
          Scale.SMOKE, new Sizes(600, 2_000, 2_000, 2_000),
          Scale.REDUCED, new Sizes(1_000, 5_000, 60_000, 10_000),
          Scale.PAPER, new Sizes(2_000, 5_000, 60_000, 10_000));

  private static final String TEACHER = "teacher";
  private static final String STUDENT = "student";
  private static final String BASELINE = "baseline";
  private static final String UPPER = "upper";

  private final UnaryOperator<Objective> tamper;
  private final Map<Source, TwoColorMnist> sets = new ConcurrentHashMap<>();
  private final Map<Source, String> fingerprints = new ConcurrentHashMap<>();

  /** The experiment as the paper describes it. */
  public TwoColorMnistTransition() {
    this(UnaryOperator.identity());
  }

  /** With a defect planted in the students' objective, to see the gate catch it. */
  TwoColorMnistTransition(UnaryOperator<Objective> tamper) {
    this.tamper = tamper;
  }

  /**
   * What changes with the scale.
   *
   * @param pool images of teacher and upper bound: "we randomly sample 5000 images"
   * @param testImages "all 10,000 images of 2cMNIST test set"
   */
  private record Sizes(int iterations, int pool, int trainImages, int testImages) {}

  /** Where a set of digits comes from. */
  private record Source(Scale scale, DataDirectory data) {}

  @Override
  public String id() {
    return "vanmolle2021/two-color-mnist-transition";
  }

  @Override
  public String question() {
    return "How many images of a new sensor does a network need when the old sensor's network"
        + " teaches it?";
  }

  @Override
  public String source() {
    return "Section 4.2, Figure 3";
  }

  @Override
  public Map<String, String> readings() {
    Map<String, String> readings = new LinkedHashMap<>();
    readings.put(
        "hinton",
        "labels at temperature 1, the distillation loss times T^2: the practice of the method's"
            + " source [7]");
    readings.put("printed", "labels at temperature T as Equation (3) prints, no T^2");
    readings.put("unscaled", "labels at temperature 1, no T^2");
    return readings;
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(TEACHER));
    conditions.add(Condition.of(UPPER));
    for (String role : List.of(STUDENT, BASELINE)) {
      for (int n : SIZES) {
        conditions.add(Condition.of(role, "n", n));
      }
    }
    return conditions;
  }

  @Override
  public boolean depends(Condition condition) {
    return condition.role().equals(STUDENT);
  }

  @Override
  public List<Condition> needs(Condition condition) {
    return condition.role().equals(STUDENT) ? List.of(Condition.of(TEACHER)) : List.of();
  }

  @Override
  public TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
    Sizes sizes = sizes(scale);
    Modality modality = condition.role().equals(TEACHER) ? Modality.GREY : Modality.COLOUR;
    boolean wholePool = condition.parameters().isEmpty();
    return new TrainingRecipe(
        new DigitsSpec(
            dataName(scale),
            modality,
            sizes.pool(),
            wholePool ? sizes.pool() : condition.whole("n")),
        network(modality),
        Start.PYTORCH,
        condition.role().equals(STUDENT)
            ? tamper.apply(distillation(reading))
            : new Objective.HardLabels(1),
        SGD,
        sizes.iterations(),
        BATCH_SIZE);
  }

  /** Equation (4) in the declared readings of Equations (2) and (3). */
  private static Objective distillation(String reading) {
    return switch (reading) {
      case "hinton" -> new Objective.Distil(ALPHA, TEMPERATURE, 1, TEMPERATURE * TEMPERATURE);
      case "printed" -> new Objective.Distil(ALPHA, TEMPERATURE, TEMPERATURE, 1);
      case "unscaled" -> new Objective.Distil(ALPHA, TEMPERATURE, 1, 1);
      default -> throw new IllegalArgumentException("no reading [%s]".formatted(reading));
    };
  }

  private static Network network(Modality modality) {
    return new TwoLayerConvNet(modality.channels(), StrokeDigits.SIDE, FILTERS, CLASSES);
  }

  @Override
  public Measured train(Cell cell, CellContext context) {
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
    try (Learner learner =
        Learner.start(
            manager, recipe.network(), recipe.start(), context.pretrained(), cell.seed())) {
      Trainer.Result result =
          new Trainer(recipe, cell.seed(), context.checkpoint(), context.afterStep())
              .train(learner, set, probed -> test.accuracy(probed.predict(test.probe())));
      int[] predictions = learner.predict(test.images());
      return new Measured(
          Map.of("accuracy", test.accuracy(predictions)),
          test.labels(),
          predictions,
          result.curve(),
          learner.weights(),
          result.resumedFrom(),
          learner.start());
    }
  }

  private TwoColorMnist set(Scale scale, DataDirectory data) {
    return sets.computeIfAbsent(
        new Source(scale, data),
        source ->
            scale == Scale.SMOKE
                ? TwoColorMnist.synthetic(sizes(scale).trainImages(), sizes(scale).testImages())
                : TwoColorMnist.real(data.require()));
  }

  private static Sizes sizes(Scale scale) {
    return Objects.requireNonNull(SCALES.get(scale));
  }

  @Override
  public String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic stroke digits" : "MNIST";
  }

  @Override
  public boolean isPaperData(String fingerprint) {
    return fingerprint.equals(TwoColorMnist.MNIST);
  }

  @Override
  public String dataFingerprint(Scale scale, DataDirectory data) {
    return fingerprints.computeIfAbsent(
        new Source(scale, data), source -> set(scale, data).fingerprint());
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of("accuracy", (long) sizes(scale).testImages());
  }

  @Override
  public Figure figure() {
    return new Figure.Lines(
        "Test accuracy over the size of the student's train set",
        "accuracy",
        "n",
        "train set size of student and baseline (images)",
        "test accuracy",
        List.of(STUDENT, BASELINE),
        List.of(UPPER, TEACHER));
  }

  @Override
  public List<Sample> samples(Scale scale, DataDirectory data) {
    return set(scale, data).samples();
  }
}
