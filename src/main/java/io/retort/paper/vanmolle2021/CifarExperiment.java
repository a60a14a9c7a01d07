package io.retort.paper.vanmolle2021;

import io.retort.claim.Condition;
import io.retort.data.DataSpec;
import io.retort.data.ImageSource;
import io.retort.data.ImageSpec;
import io.retort.data.KeyedRandom;
import io.retort.data.augment.Normalisation;
import io.retort.data.cache.Transform;
import io.retort.data.sets.Cifar10;
import io.retort.data.sets.GreyOf;
import io.retort.data.sets.PublishedSet;
import io.retort.data.synthetic.ColouredObjects;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Exercise;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.experiment.Samples;
import io.retort.experiment.SeenImages;
import io.retort.metric.Classification;
import io.retort.model.Network;
import io.retort.model.ThreeLayerConvNet;
import io.retort.training.Learner;
import io.retort.training.Objective;
import io.retort.training.Optimizer;
import io.retort.training.Scale;
import io.retort.training.ServedItems;
import io.retort.training.Start;
import io.retort.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the experiments on CIFAR-10 share: Section 4.3.
 *
 * <p>The teacher sees all train images in grey, the upper bound the same in colour; student and
 * baseline see 5,000 of them, in colour. On a CPU the network is narrower and trained for fewer
 * iterations.
 */
interface CifarExperiment extends SensorUpgrade {
  /** "50,000 iterations, using a batch size of 64" */
  int BATCH_SIZE = 64;

  /** What changes with the scale. */
  Map<Scale, Sizes> SCALES =
      Map.of(
          Scale.SMOKE, new Sizes(240, new Optimizer.Sgd(0.05, 0.9), 8, 1_500, 400, 600),
          Scale.REDUCED, new Sizes(2_500, new Optimizer.Sgd(0.02, 0.9), 16, 50_000, 5_000, 10_000),
          Scale.PAPER, new Sizes(50_000, new Optimizer.Sgd(0.01, 0.5), 64, 50_000, 5_000, 10_000));

  /** Fingerprint of all 60,000 images, whose files have the published MD5 sums. */
  String CIFAR10 = "434f5d77d241f3e49a6232d95b07e6bbeb11a42770e210dce4ebd492841872b7";

  /** Test images that the learning curve looks at, at most a third of them. */
  int PROBE = 500;

  /** Of the generated images. */
  long SYNTHETIC_SEED = 20_210_929;

  /**
   * What changes with the scale.
   *
   * @param iterations "50,000 iterations"
   * @param optimizer "a learning rate of 0.01, and a momentum of 0.5"; larger steps where there are
   *     fewer
   * @param filters of the first convolution, "64, 128 and 256"
   * @param train images of teacher and upper bound, "50,000"
   * @param subset images of student and baseline, "5000"
   */
  record Sizes(int iterations, Optimizer optimizer, int filters, int train, int subset, int test) {}

  /**
   * A random part of the train images: the {@code size} first in an order that the seed draws.
   *
   * @param size all images where it is their number
   */
  record CifarSpec(ImageSpec images, int size) implements DataSpec {}

  /** Sizes of a scale. */
  default Sizes sizes(Scale scale) {
    return Objects.requireNonNull(SCALES.get(scale));
  }

  /** Whether a condition is trained on all train images. */
  default boolean seesAll(Condition condition) {
    return condition.role().equals(TEACHER) || condition.role().equals(UPPER);
  }

  /** The images of a scale, as the old or the new sensor sees them. */
  default ImageSpec images(Scale scale, boolean grey) {
    Sizes sizes = sizes(scale);
    ImageSource colour =
        scale == Scale.SMOKE
            ? new ColouredObjects(sizes.train(), sizes.test(), SYNTHETIC_SEED)
            : PublishedSet.CIFAR10;
    return ImageSpec.published(grey ? new GreyOf(colour) : colour, Transform.resize(Cifar10.SIDE));
  }

  /** How a condition is trained, but for what the experiment varies. */
  default TrainingRecipe recipe(
      Scale scale, Condition condition, Start start, Objective objective, int iterations) {
    Sizes sizes = sizes(scale);
    boolean grey = condition.role().equals(TEACHER);
    return new TrainingRecipe(
        new CifarSpec(images(scale, grey), seesAll(condition) ? sizes.train() : sizes.subset()),
        network(scale, grey),
        start,
        objective,
        sizes.optimizer(),
        iterations,
        BATCH_SIZE);
  }

  private Network network(Scale scale, boolean grey) {
    return new ThreeLayerConvNet(grey ? 1 : 3, Cifar10.SIDE, sizes(scale).filters(), 10);
  }

  /** The default only: the readings are compared in {@link TwoColorMnistTransition}. */
  @Override
  default List<String> readings(Scale scale) {
    return List.of(defaultReading());
  }

  /**
   * Metrics of a trained network.
   *
   * @param subset the student's train set, as the network sees it
   */
  default Map<String, Double> metrics(Learner learner, ServedItems subset, double testAccuracy) {
    return Map.of(ACCURACY, testAccuracy);
  }

  /** Metrics of a network while it trains. */
  default Map<String, Double> probe(Learner learner, ServedItems set, ServedItems test) {
    return Map.of(ACCURACY, accuracy(learner, test.first(probed(test))));
  }

  /** How many images of either set the learning curve looks at. */
  static int probed(ServedItems test) {
    return Math.max(1, Math.min(PROBE, test.count() / 3));
  }

  /** Share of right answers. */
  static double accuracy(Learner learner, ServedItems items) {
    return Classification.of(items.labels(), learner.predict(items), 10).accuracy();
  }

  @Override
  default Measured train(Cell cell, CellContext context) {
    TrainingRecipe recipe = recipe(cell.scale(), cell.variant(), cell.condition());
    CifarSpec spec = (CifarSpec) recipe.data();
    SeenImages seen = SeenImages.of(spec.images(), context.data());
    int[] train = seen.rows("train");
    int[] chosen =
        Arrays.stream(KeyedRandom.permutation(train.length, KeyedRandom.of(cell.seed(), "subset")))
            .limit(spec.size())
            .map(place -> train[place])
            .toArray();
    Normalisation normalisation = seen.normalisation(train);
    ServedItems set = seen.items(chosen, normalisation);
    ServedItems test = seen.items(seen.rows("test"), normalisation);
    if (needs(cell.condition()).contains(Condition.of(TEACHER))) {
      SeenImages grey = SeenImages.of(images(cell.scale(), true), context.data());
      byte[] weights = context.weightsOf(Condition.of(TEACHER));
      try (Learner teacher =
          Learner.trained(context.manager(), network(cell.scale(), true), weights)) {
        set =
            set.taught(
                teacher.allLogits(
                    context.manager(), grey.items(chosen, grey.normalisation(train))));
      }
    }
    ServedItems trainSet = set;
    String branch = recipe.start().branch();
    return new Exercise(
            recipe,
            trainSet,
            test,
            test.labels(),
            (learner, answers) ->
                metrics(
                    learner,
                    trainSet.first(sizes(cell.scale()).subset()),
                    answers.counted().accuracy()),
            learner -> probe(learner, trainSet, test),
            null,
            branch.isEmpty() ? new byte[0] : context.stateOf(Condition.of(branch)),
            isBranchedFrom(cell))
        .run(cell, context);
  }

  /** Whether the training of another condition goes on from this cell's end. */
  private boolean isBranchedFrom(Cell cell) {
    return conditions(cell.scale()).stream()
        .map(condition -> recipe(cell.scale(), defaultReading(), condition))
        .anyMatch(other -> other.start().branch().equals(cell.condition().role()));
  }

  @Override
  default boolean needsGpu(Scale scale) {
    return scale == Scale.PAPER;
  }

  @Override
  default String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic coloured shapes" : "CIFAR-10";
  }

  @Override
  default boolean isPaperData(String fingerprint) {
    return fingerprint.equals(CIFAR10);
  }

  @Override
  default String dataFingerprint(Scale scale, DataDirectory data) {
    return SeenImages.of(images(scale, false), data).tensor().fingerprint();
  }

  @Override
  default Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of(ACCURACY, (long) sizes(scale).test());
  }

  @Override
  default List<Sample> samples(Scale scale, DataDirectory data) {
    List<Sample> samples = new ArrayList<>();
    SeenImages grey = SeenImages.of(images(scale, true), data);
    SeenImages colour = SeenImages.of(images(scale, false), data);
    samples.addAll(Samples.of("old sensor: the teacher sees", grey.tensor()));
    samples.addAll(Samples.of("new sensor: the student sees", colour.tensor()));
    return samples;
  }
}
