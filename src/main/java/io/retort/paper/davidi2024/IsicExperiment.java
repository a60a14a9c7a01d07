package io.retort.paper.davidi2024;

import io.retort.claim.Condition;
import io.retort.data.DataSpec;
import io.retort.data.ImageSpec;
import io.retort.data.synthetic.Lesions;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Experiment;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.experiment.Samples;
import io.retort.experiment.SeenImages;
import io.retort.training.Keep;
import io.retort.training.Objective;
import io.retort.training.Scale;
import io.retort.training.TrainingRecipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the paper's experiments share: Sections 4 and 5.
 *
 * <p>A teacher, EfficientNet-B7, and a student, MobileNetV2, learn to tell eight diagnoses; another
 * student learns from the labels and from the teacher's logits, in a random order or in that of the
 * teacher's confidence. All end early when the validation part is no longer answered better.
 */
interface IsicExperiment extends Experiment {
  /** EfficientNet-B7. */
  String TEACHER = "teacher";

  /** MobileNetV2 that learns from the labels alone. */
  String BASELINE = "baseline";

  /** MobileNetV2 that learns from the teacher, too. */
  String STUDENT = "student";

  /** Parameter of a condition: {@value #KL} or {@value #DIST}. */
  String LOSS = "loss";

  /** Kullback-Leibler divergence, Section 4.2.1. */
  String KL = "kl";

  /** DIST, Section 4.2.2. */
  String DIST = "dist";

  /** Parameter of a condition: weight of the distillation loss. */
  String ALPHA = "alpha";

  /** Parameter of a condition: there where the teacher orders the images. */
  String CURRICULUM = "curriculum";

  /** The reading of the text. */
  String WRITTEN = "written";

  /** The usual divergence. */
  String USUAL = "usual";

  /** Share of right answers. */
  String ACCURACY = "accuracy";

  /** "the weighted average (by class counts in test data) of class-wise F1 scores", Section 5.3. */
  String WEIGHTED_F1 = "weighted_f1";

  /** Which images an epoch shows, in which order. */
  enum Sampling {
    /** "a weighted random sampler", Section 3. */
    BALANCED,
    /** Draws of that sampler, once, in the order of the teacher's confidence, Section 4.3. */
    EASIEST_FIRST
  }

  /** The images, how they are divided, and how epochs are drawn. */
  record IsicSpec(ImageSpec images, long division, Sampling sampling) implements DataSpec {}

  /** One division for all runs, so that they are asked the same items. */
  long DIVISION = 20_240_001;

  /** A student's condition. */
  static Condition student(String loss, String alpha, boolean curriculum) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(LOSS, loss);
    parameters.put(ALPHA, alpha);
    if (curriculum) {
      parameters.put(CURRICULUM, "yes");
    }
    return new Condition(STUDENT, parameters);
  }

  /** Metric: F1 of a class. */
  static String f1(String diagnosis) {
    return "f1_" + diagnosis.toLowerCase(Locale.ROOT);
  }

  @Override
  default Map<String, String> readings() {
    Map<String, String> readings = new LinkedHashMap<>();
    readings.put(WRITTEN, "Figure 5 as printed: KL(student || teacher)");
    readings.put(USUAL, "the usual divergence: KL(teacher || student)");
    return readings;
  }

  @Override
  default boolean depends(Condition condition) {
    return condition.parameters().getOrDefault(LOSS, "").equals(KL);
  }

  @Override
  default List<Condition> needs(Condition condition) {
    return condition.role().equals(STUDENT) ? List.of(Condition.of(TEACHER)) : List.of();
  }

  /** What Table 2 lists is trained once for all experiments. */
  @Override
  default Cell cell(Scale scale, String reading, Condition condition, long seed) {
    LogitDistillation home = new LogitDistillation();
    String id = home.conditions(scale).contains(condition) ? home.id() : id();
    return new Cell(id, scale, depends(condition) ? reading : "", condition, seed);
  }

  @Override
  default TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
    IsicScale sizes = IsicScale.of(scale);
    boolean isTeacher = condition.role().equals(TEACHER);
    Sampling sampling =
        condition.parameters().containsKey(CURRICULUM) ? Sampling.EASIEST_FIRST : Sampling.BALANCED;
    return new TrainingRecipe(
        new IsicSpec(sizes.images(), DIVISION, sampling),
        isTeacher ? sizes.teacherNetwork() : sizes.studentNetwork(),
        sizes.start(isTeacher),
        condition.role().equals(STUDENT)
            ? new Blend(
                divergence(reading, condition),
                Double.parseDouble(condition.parameters().getOrDefault(ALPHA, "")))
            : new Objective.HardLabels(1),
        sizes.optimizer(),
        sizes.length(),
        sizes.batchSize(),
        Keep.LOWEST_VALIDATION_ERROR);
  }

  private static Divergence divergence(String reading, Condition condition) {
    if (condition.parameters().getOrDefault(LOSS, "").equals(DIST)) {
      return Divergence.DIST;
    }
    return reading.equals(USUAL) ? Divergence.KL_TEACHER_STUDENT : Divergence.KL_STUDENT_TEACHER;
  }

  @Override
  default Measured train(Cell cell, CellContext context) {
    return new IsicTraining(this, cell, context).run();
  }

  @Override
  default String measuredAt() {
    return "Each value is that of the epoch with the highest validation accuracy, on all test"
        + " items.";
  }

  @Override
  default boolean needsGpu(Scale scale) {
    return scale == Scale.PAPER;
  }

  @Override
  default String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic lesions" : "ISIC 2019";
  }

  /** The whole set was never hashed here. */
  @Override
  default boolean isPaperData(String fingerprint) {
    return false;
  }

  @Override
  default String dataFingerprint(Scale scale, DataDirectory data) {
    return SeenImages.of(IsicScale.of(scale).images(), data).tensor().fingerprint();
  }

  @Override
  default Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of(ACCURACY, 0L);
  }

  @Override
  default List<String> classes() {
    return Lesions.CLASSES;
  }

  @Override
  default List<Sample> samples(Scale scale, DataDirectory data) {
    return Samples.of(
        "the networks see", SeenImages.of(IsicScale.of(scale).images(), data).tensor());
  }
}
