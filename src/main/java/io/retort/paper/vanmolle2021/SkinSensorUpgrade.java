package io.retort.paper.vanmolle2021;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.data.DataSpec;
import io.retort.data.ImageSource;
import io.retort.data.ImageSpec;
import io.retort.data.KeyedRandom;
import io.retort.data.augment.Normalisation;
import io.retort.data.cache.Transform;
import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Lesions;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Figure;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.loss.Distillation;
import io.retort.metric.Classification;
import io.retort.model.EfficientNet;
import io.retort.model.Network;
import io.retort.provenance.Fingerprint;
import io.retort.training.Keep;
import io.retort.training.Learner;
import io.retort.training.Length;
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
 * Skin lesions, from white light to five spectral bands: Sections 4.1.2 and 4.4, Figure 9.
 *
 * <p>A teacher sees ISIC 2019 in colour; student and baseline see a fraction of a multispectral
 * set, and the teacher sees its lesions in white light. That set, Demetra, is proprietary:
 * generated lesions of the same label distribution stand in for it at every scale.
 */
public final class SkinSensorUpgrade implements SensorUpgrade {
  /** "using the fractions 0.5, ..., 0.9, 1.0" */
  private static final List<String> FRACTIONS = List.of("0.5", "0.6", "0.7", "0.8", "0.9", "1.0");

  /** Fewer points of the same path. */
  private static final List<String> SMOKE_FRACTIONS = List.of("0.5", "1.0");

  private static final String FRACTION = "fraction";

  /** "seven ground truth classes" */
  private static final int CLASSES = 7;

  /** "roughly 75 %", "roughly 10 %" and "roughly 15 %" */
  private static final List<Integer> SHARES = List.of(75, 10, 15);

  /** "roughly 95 %" and "roughly 5 %" */
  private static final List<Integer> TEACHER_SHARES = List.of(95, 5);

  /** Test items that the learning curve looks at. */
  private static final int PROBE = 200;

  private static final long SYNTHETIC_SEED = 20_210_929;

  /** Right answers of the teacher on the validation part of its own images. */
  private static final String OWN_ACCURACY = "own_validation_accuracy";

  private static final String BALANCED_ACCURACY = "balanced_accuracy";

  /** What changes with the scale. */
  private static final Map<Scale, Sizes> SCALES =
      Map.of(
          Scale.SMOKE,
              new Sizes(
                  EfficientNet.Variant.QUARTER,
                  32,
                  400,
                  360,
                  .3,
                  6,
                  8,
                  16,
                  new Optimizer.Sgd(.01, .9)),
          Scale.REDUCED,
              new Sizes(
                  EfficientNet.Variant.HALF,
                  64,
                  0,
                  1_200,
                  Lesions.USUAL_DIFFICULTY,
                  15,
                  20,
                  32,
                  new Optimizer.Sgd(.01, .9)),
          Scale.PAPER,
              new Sizes(
                  EfficientNet.Variant.B0,
                  400,
                  0,
                  6_875,
                  Lesions.USUAL_DIFFICULTY,
                  128,
                  128,
                  32,
                  new Optimizer.Sgd(.001, .9)));

  /**
   * What changes with the scale.
   *
   * @param variant "the EfficientNet-B0 architecture for all networks"
   * @param side "scaled down to 400 x 400 pixels"
   * @param teacherImages generated images for the teacher; 0 where ISIC 2019 is used
   * @param images of the multispectral set, 6,875
   * @param difficulty of the generated lesions
   * @param teacherEpochs and {@code epochs}: "128 epochs"
   * @param batchSize "batches of size 32"
   * @param optimizer "a learning rate of 0.001 ... a momentum of 0.9"
   */
  private record Sizes(
      EfficientNet.Variant variant,
      int side,
      int teacherImages,
      int images,
      double difficulty,
      int teacherEpochs,
      int epochs,
      int batchSize,
      Optimizer optimizer) {}

  /** A fraction of the train part: its first images in an order that the seed draws. */
  private record SkinSpec(ImageSpec images, double fraction) implements DataSpec {}

  @Override
  public String id() {
    return "vanmolle2021/skin-sensor-upgrade";
  }

  @Override
  public String question() {
    return "Does a dermoscope of five spectral bands profit from a network for white light?";
  }

  @Override
  public String source() {
    return "Section 4.4, Figure 9";
  }

  @Override
  public String notice() {
    return "The multispectral images, and their white light twins that the teacher is asked about,"
        + " are simulated: the paper's Demetra set is proprietary. Nothing printed can be judged on"
        + " them; what is said here of orderings is said of generated lesions.";
  }

  @Override
  public String measuredAt() {
    return "Each value is that of the epoch with the lowest validation loss, on all test items.";
  }

  /** The default only: the readings are compared in {@link TwoColorMnistTransition}. */
  @Override
  public List<String> readings(Scale scale) {
    return List.of(defaultReading());
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(TEACHER));
    for (String role : List.of(STUDENT, BASELINE)) {
      for (String fraction : scale == Scale.SMOKE ? SMOKE_FRACTIONS : FRACTIONS) {
        conditions.add(Condition.of(role, FRACTION, fraction));
      }
    }
    return conditions;
  }

  @Override
  public TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
    Sizes sizes = sizes(scale);
    boolean teacher = condition.role().equals(TEACHER);
    double fraction =
        teacher ? 1 : Double.parseDouble(condition.parameters().getOrDefault(FRACTION, "1"));
    return new TrainingRecipe(
        new SkinSpec(teacher ? teacherImages(scale) : spectral(scale), fraction),
        network(scale, teacher),
        Start.PYTORCH,
        condition.role().equals(STUDENT)
            ? SensorUpgrade.distillation(reading)
            : new Objective.HardLabels(1),
        sizes.optimizer(),
        new Length.Epochs(teacher ? sizes.teacherEpochs() : sizes.epochs()),
        sizes.batchSize(),
        Keep.LOWEST_VALIDATION_LOSS);
  }

  private static Sizes sizes(Scale scale) {
    return Objects.requireNonNull(SCALES.get(scale));
  }

  private static Network network(Scale scale, boolean teacher) {
    Sizes sizes = sizes(scale);
    return new EfficientNet(sizes.variant(), teacher ? 3 : Lesions.BANDS, sizes.side(), CLASSES);
  }

  /** ISIC 2019, or generated lesions of its label distribution. */
  private static ImageSpec teacherImages(Scale scale) {
    Sizes sizes = sizes(scale);
    ImageSource source =
        sizes.teacherImages() == 0
            ? PublishedSet.ISIC2019_SEVEN
            : new Lesions(
                sizes.teacherImages(),
                sizes.side(),
                CLASSES,
                Lesions.Prevalence.ISIC2019,
                sizes.difficulty(),
                SYNTHETIC_SEED + 1);
    return new ImageSpec(source, Transform.resize(sizes.side()), Split.By.ITEM, TEACHER_SHARES);
  }

  private static Lesions standIn(Scale scale) {
    Sizes sizes = sizes(scale);
    return new Lesions(
        sizes.images(),
        sizes.side(),
        CLASSES,
        Lesions.Prevalence.DEMETRA,
        sizes.difficulty(),
        SYNTHETIC_SEED);
  }

  /** The stand-in's lesions in five bands. */
  private static ImageSpec spectral(Scale scale) {
    return standIn(scale, new Lesions.Multispectral(standIn(scale)));
  }

  /** The same in white light, row by row. */
  private static ImageSpec whiteLight(Scale scale) {
    return standIn(scale, standIn(scale));
  }

  private static ImageSpec standIn(Scale scale, ImageSource source) {
    return new ImageSpec(source, Transform.resize(sizes(scale).side()), Split.By.GROUP, SHARES);
  }

  @Override
  public Measured train(Cell cell, CellContext context) {
    Scale scale = cell.scale();
    TrainingRecipe recipe = recipe(scale, cell.variant(), cell.condition());
    SkinSpec spec = (SkinSpec) recipe.data();
    boolean isTeacher = cell.condition().role().equals(TEACHER);
    SeenImages own = SeenImages.of(spec.images(), context.data());
    Split split = spec.images().split(own.tensor().listing(), cell.seed());
    int[] train = split.rows("train");
    int[] chosen = fraction(train, spec.fraction(), cell.seed());
    Normalisation normalisation = own.normalisation(train);
    SeenImages tested = isTeacher ? SeenImages.of(whiteLight(scale), context.data()) : own;
    Split standIn =
        isTeacher ? whiteLight(scale).split(tested.tensor().listing(), cell.seed()) : split;
    ServedItems test = tested.items(standIn.rows("test"), normalisation);
    ServedItems validation = own.items(split.rows("validation"), normalisation);
    ServedItems set = own.items(chosen, normalisation);
    if (cell.condition().role().equals(STUDENT)) {
      set = set.taught(taught(cell, context, chosen));
    }
    return new Exercise(
            recipe,
            set,
            test,
            test.labels(),
            (learner, predictions) -> {
              Classification counted = Classification.of(test.labels(), predictions, CLASSES);
              return isTeacher
                  ? Map.of(
                      ACCURACY, counted.accuracy(),
                      BALANCED_ACCURACY, counted.balancedAccuracy(),
                      OWN_ACCURACY, accuracy(learner, validation))
                  : Map.of(
                      ACCURACY, counted.accuracy(),
                      BALANCED_ACCURACY, counted.balancedAccuracy());
            },
            learner -> Map.of(ACCURACY, accuracy(learner, test.first(PROBE))),
            learner -> loss(context.manager(), learner, validation),
            new byte[0],
            false)
        .run(cell, context);
  }

  /** The teacher's logits for white light images of the same views. */
  private static NDArray taught(Cell cell, CellContext context, int[] chosen) {
    ImageSpec images = teacherImages(cell.scale());
    SeenImages own = SeenImages.of(images, context.data());
    int[] train = images.split(own.tensor().listing(), cell.seed()).rows("train");
    SeenImages white = SeenImages.of(whiteLight(cell.scale()), context.data());
    NDManager manager = context.manager();
    byte[] weights = context.weightsOf(Condition.of(TEACHER));
    try (Learner teacher = Learner.trained(manager, network(cell.scale(), true), weights)) {
      return teacher.allLogits(manager, white.items(chosen, own.normalisation(train)));
    }
  }

  private static int[] fraction(int[] train, double fraction, long seed) {
    return Arrays.stream(KeyedRandom.permutation(train.length, KeyedRandom.of(seed, "fraction")))
        .limit(Math.round(fraction * train.length))
        .map(place -> train[place])
        .toArray();
  }

  private static double accuracy(Learner learner, ServedItems items) {
    return Classification.of(items.labels(), learner.predict(items), CLASSES).accuracy();
  }

  /** Cross-entropy with the labels. */
  private static double loss(NDManager manager, Learner learner, ServedItems items) {
    try (NDManager scope = manager.newSubManager()) {
      NDArray logits = learner.allLogits(scope, items);
      NDArray labels = scope.create(Arrays.stream(items.labels()).asLongStream().toArray());
      return Distillation.hardCrossEntropy(logits, labels, 1).getFloat();
    }
  }

  @Override
  public boolean needsGpu(Scale scale) {
    return scale == Scale.PAPER;
  }

  @Override
  public String dataName(Scale scale) {
    return scale == Scale.SMOKE
        ? "synthetic lesions in white light and in five bands"
        : "ISIC 2019 and synthetic lesions in white light and in five bands";
  }

  @Override
  public boolean isPaperData(String fingerprint) {
    return false;
  }

  @Override
  public String dataFingerprint(Scale scale, DataDirectory data) {
    return Fingerprint.ofJson(
        List.of(
            SeenImages.of(teacherImages(scale), data).tensor().fingerprint(),
            SeenImages.of(whiteLight(scale), data).tensor().fingerprint(),
            SeenImages.of(spectral(scale), data).tensor().fingerprint()));
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of(ACCURACY, (long) sizes(scale).images() * SHARES.get(2) / 100);
  }

  @Override
  public Figure figure() {
    return new Figure.Lines(
        "Test accuracy over the fraction of the multispectral train set",
        FRACTION,
        Figure.Axis.LINEAR,
        "fraction of the multispectral train set for student and baseline",
        "test accuracy",
        List.of(Figure.Series.of(STUDENT, ACCURACY), Figure.Series.of(BASELINE, ACCURACY)),
        List.of(TEACHER));
  }

  @Override
  public List<Sample> samples(Scale scale, DataDirectory data) {
    SeenImages teacher = SeenImages.of(teacherImages(scale), data);
    SeenImages white = SeenImages.of(whiteLight(scale), data);
    SeenImages spectral = SeenImages.of(spectral(scale), data);
    List<Sample> samples = new ArrayList<>();
    samples.addAll(Samples.of("old sensor: the teacher learns from", teacher.tensor()));
    samples.addAll(Samples.of("old sensor: the teacher is asked about", white.tensor()));
    samples.addAll(
        Samples.of("new sensor: 660, 590 and 450 nm of five bands", spectral.tensor(), 3, 2, 0));
    return samples;
  }
}
