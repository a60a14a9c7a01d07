package io.retort.paper.vanmolle2021;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.data.DataSpec;
import io.retort.data.ImageSpec;
import io.retort.data.KeyedRandom;
import io.retort.data.augment.Normalisation;
import io.retort.data.sets.Split;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Exercise;
import io.retort.experiment.Figure;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.experiment.Samples;
import io.retort.experiment.SeenImages;
import io.retort.loss.Distillation;
import io.retort.metric.Classification;
import io.retort.provenance.Fingerprint;
import io.retort.training.Keep;
import io.retort.training.Learner;
import io.retort.training.Length;
import io.retort.training.Objective;
import io.retort.training.Scale;
import io.retort.training.ServedItems;
import io.retort.training.Start;
import io.retort.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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

  private static final int CLASSES = SkinScale.CLASSES;

  private static final long SPLIT_SEED = 1;

  /** Test items that the learning curve looks at. */
  private static final int PROBE = 200;

  /** Right answers of the teacher on the validation part of its own images. */
  private static final String OWN_ACCURACY = "own_validation_accuracy";

  private static final String BALANCED_ACCURACY = "balanced_accuracy";

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
        + " them; what is said here of orderings is said of generated lesions. Beyond smoke scale the"
        + " teacher learns from ISIC's photographs and is asked about drawings.";
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
    SkinScale sizes = SkinScale.of(scale);
    boolean teacher = condition.role().equals(TEACHER);
    double fraction = Double.parseDouble(condition.parameters().getOrDefault(FRACTION, "1"));
    return new TrainingRecipe(
        new SkinSpec(teacher ? sizes.oldImages() : sizes.spectral(), fraction),
        sizes.network(teacher),
        Start.PYTORCH,
        condition.role().equals(STUDENT)
            ? SensorUpgrade.distillation(reading)
            : new Objective.HardLabels(1),
        sizes.optimizer(),
        new Length.Epochs(teacher ? sizes.teacherEpochs() : sizes.epochs()),
        sizes.batchSize(),
        Keep.LOWEST_VALIDATION_LOSS);
  }

  @Override
  public Measured train(Cell cell, CellContext context) {
    SkinScale sizes = SkinScale.of(cell.scale());
    TrainingRecipe recipe = recipe(cell.scale(), cell.variant(), cell.condition());
    SkinSpec spec = (SkinSpec) recipe.data();
    boolean isTeacher = cell.condition().role().equals(TEACHER);
    SeenImages own = SeenImages.of(spec.images(), context.data());
    Split split = split(spec.images(), own);
    int[] chosen = fraction(split.rows("train"), spec.fraction(), cell.seed());
    Normalisation normalisation = own.normalisation(chosen);
    ServedItems validation = own.items(split.rows("validation"), normalisation);
    SeenImages asked = isTeacher ? SeenImages.of(sizes.whiteLight(), context.data()) : own;
    ServedItems test = asked.items(split(sizes.whiteLight(), asked).rows("test"), normalisation);
    ServedItems set = own.items(chosen, normalisation);
    if (cell.condition().role().equals(STUDENT)) {
      set = set.taught(taught(cell, context, chosen));
    }
    return new Exercise(
            recipe,
            set,
            test,
            test.labels(),
            (learner, answers) -> {
              Classification counted = answers.counted();
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

  /** The same for every seed, so that test items can be compared one by one. */
  private static Split split(ImageSpec images, SeenImages seen) {
    return images.split(seen.tensor().listing(), SPLIT_SEED);
  }

  /** The teacher's logits for white light images of the same views. */
  private static NDArray taught(Cell cell, CellContext context, int[] chosen) {
    SkinScale sizes = SkinScale.of(cell.scale());
    SeenImages own = SeenImages.of(sizes.oldImages(), context.data());
    int[] train = fraction(split(sizes.oldImages(), own).rows("train"), 1, cell.seed());
    SeenImages white = SeenImages.of(sizes.whiteLight(), context.data());
    NDManager manager = context.manager();
    byte[] weights = context.weightsOf(Condition.of(TEACHER));
    try (Learner teacher = Learner.trained(manager, sizes.network(true), weights)) {
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
    SkinScale sizes = SkinScale.of(scale);
    return Fingerprint.ofJson(
        List.of(
            SeenImages.of(sizes.oldImages(), data).tensor().fingerprint(),
            SeenImages.of(sizes.whiteLight(), data).tensor().fingerprint(),
            SeenImages.of(sizes.spectral(), data).tensor().fingerprint()));
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of(ACCURACY, (long) SkinScale.of(scale).testImages());
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
        List.of(TEACHER),
        List.of(BALANCED_ACCURACY, OWN_ACCURACY));
  }

  @Override
  public List<Sample> samples(Scale scale, DataDirectory data) {
    SkinScale sizes = SkinScale.of(scale);
    SeenImages teacher = SeenImages.of(sizes.oldImages(), data);
    SeenImages white = SeenImages.of(sizes.whiteLight(), data);
    SeenImages spectral = SeenImages.of(sizes.spectral(), data);
    List<Sample> samples = new ArrayList<>();
    samples.addAll(Samples.of("old sensor: the teacher learns from", teacher.tensor()));
    samples.addAll(Samples.of("old sensor: the teacher is asked about", white.tensor()));
    samples.addAll(
        Samples.of("new sensor: 660, 590 and 450 nm of five bands", spectral.tensor(), 3, 2, 0));
    return samples;
  }
}
