package io.retort.paper.khan2022;

import io.retort.claim.Condition;
import io.retort.data.DataSpec;
import io.retort.data.ImageSpec;
import io.retort.data.sets.MelanomaFolders;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Experiment;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.experiment.Samples;
import io.retort.experiment.SeenImages;
import io.retort.training.Adadelta;
import io.retort.training.Adam;
import io.retort.training.Keep;
import io.retort.training.Length;
import io.retort.training.Objective;
import io.retort.training.Optimizer;
import io.retort.training.Scale;
import io.retort.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the paper's experiments share: Sections 3 and 4.1.
 *
 * <p>A teacher, ResNet-50, learns to tell malignant lesions from benign ones; a student, DSNet or
 * another network, learns the same images from the labels and from the teacher's softened answers.
 * Everything is trained in two readings: as the paper is written, and as its code was published.
 */
interface MelanomaExperiment extends Experiment {
  /** "we selected ResNet50 as the Teacher model", Section 3.1. */
  String TEACHER = "teacher";

  /** Ends the roles of networks that learn from the labels alone. */
  String ALONE = "_alone";

  /** Where the cells live that several experiments have in common. */
  String HOME = "khan2022/students";

  /** Parameter of a condition: the temperature; {@value #BEST_TEMPERATURE} where there is none. */
  String TEMPERATURE = "T";

  /** Parameter of a condition: the batch size; the scale's where there is none. */
  String BATCH = "batch";

  /** Share of right answers. */
  String ACCURACY = "accuracy";

  /** Area under the ROC curve. */
  String AUC = "auc";

  /** "T=10 gives a better accuracy", Section 4.2, used for all students. */
  int BEST_TEMPERATURE = 10;

  /** The reading of the text. */
  String WRITTEN = "written";

  /** The reading of the notebooks. */
  String PUBLISHED = "published";

  /** Weight of the labels: alpha of Equation (5), not printed; the notebooks' value. */
  double HARD_WEIGHT = .1;

  /** "the Adam optimizer and a learning rate of 0.001", Section 4.1. */
  Optimizer WRITTEN_OPTIMIZER = Adam.of(.001);

  /** Of the notebooks' teacher, and of their networks without distillation. */
  Optimizer PUBLISHED_ADAM = Adam.of(1e-4);

  /** The notebooks train on 80 % of the train images. */
  double PUBLISHED_SHARE = .8;

  /**
   * The train images, or a share of them in an order that the seed draws.
   *
   * @param raw whether intensities stay 0 to 255; else each channel's mean becomes 0 and its
   *     deviation 1
   */
  record MelanomaSpec(ImageSpec images, double share, boolean raw) implements DataSpec {}

  @Override
  default Map<String, String> readings() {
    Map<String, String> readings = new LinkedHashMap<>();
    readings.put(
        WRITTEN,
        "the paper as written: Adam 0.001 for all networks, all train images, Equation (5) with both"
            + " of its terms at temperature T and no T^2");
    readings.put(
        PUBLISHED,
        "the code as published: Adadelta for students and Adam 0.0001 for the teacher, four fifths"
            + " of the train images as raw bytes, the softmax of probabilities, and soft targets"
            + " normalised over all images, so that next to nothing is distilled");
    return readings;
  }

  /** All: the teachers and optimizers of the readings differ, too. */
  @Override
  default boolean depends(Condition condition) {
    return true;
  }

  /** Whether a condition learns from the labels alone. */
  static boolean isAlone(Condition condition) {
    return condition.role().equals(TEACHER) || condition.role().endsWith(ALONE);
  }

  @Override
  default List<Condition> needs(Condition condition) {
    return isAlone(condition) ? List.of() : List.of(Condition.of(TEACHER));
  }

  /** What only names a network is trained once for all experiments. */
  @Override
  default Cell cell(Scale scale, String reading, Condition condition, long seed) {
    boolean shared = condition.parameters().isEmpty() && !condition.role().endsWith(ALONE);
    return new Cell(shared ? HOME : id(), scale, reading, condition, seed);
  }

  /** The network of a condition. */
  static Student student(Condition condition) {
    String role = condition.role();
    return role.equals(TEACHER)
        ? Student.RESNET50
        : Student.byId(
            role.endsWith(ALONE) ? role.substring(0, role.length() - ALONE.length()) : role);
  }

  @Override
  default TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
    MelanomaScale sizes = MelanomaScale.of(scale);
    Student student = student(condition);
    boolean written = reading.equals(WRITTEN);
    double temperature =
        condition.parameters().containsKey(TEMPERATURE)
            ? condition.whole(TEMPERATURE)
            : BEST_TEMPERATURE;
    Objective distillation =
        written
            ? new Objective.Distil(1 - HARD_WEIGHT, temperature, temperature, 1)
            : new Objective.AfterSoftmax(HARD_WEIGHT, temperature);
    Optimizer published = isAlone(condition) ? PUBLISHED_ADAM : Adadelta.KERAS;
    boolean isTeacher = condition.role().equals(TEACHER);
    return new TrainingRecipe(
        new MelanomaSpec(
            sizes.images(student.side(sizes)), written ? 1 : PUBLISHED_SHARE, !written),
        isTeacher ? Student.teacher(sizes) : student.network(sizes),
        student.start(sizes),
        isAlone(condition) ? new Objective.HardLabels(1) : distillation,
        written ? WRITTEN_OPTIMIZER : published,
        new Length.Epochs(isTeacher ? sizes.teacherEpochs() : sizes.epochs()),
        condition.parameters().containsKey(BATCH) ? condition.whole(BATCH) : sizes.batchSize(),
        Keep.LAST);
  }

  @Override
  default Measured train(Cell cell, CellContext context) {
    return new MelanomaTraining(this, cell, context).run();
  }

  @Override
  default boolean needsGpu(Scale scale) {
    return scale == Scale.PAPER;
  }

  @Override
  default String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic melanoma folders" : "melanoma folders";
  }

  /** The paper's own selection from the ISIC archive is not public. */
  @Override
  default boolean isPaperData(String fingerprint) {
    return false;
  }

  @Override
  default String dataFingerprint(Scale scale, DataDirectory data) {
    return SeenImages.of(MelanomaScale.of(scale).images(), data).tensor().fingerprint();
  }

  @Override
  default Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of(ACCURACY, (long) MelanomaScale.of(scale).test());
  }

  @Override
  default List<String> classes() {
    return MelanomaFolders.CLASSES;
  }

  @Override
  default List<Sample> samples(Scale scale, DataDirectory data) {
    MelanomaScale sizes = MelanomaScale.of(scale);
    List<Sample> samples =
        new ArrayList<>(
            Samples.of("the teacher sees", SeenImages.of(sizes.images(), data).tensor()));
    if (sizes.dsnetSide() != sizes.side()) {
      samples.addAll(
          Samples.of("DSNet sees", SeenImages.of(sizes.images(sizes.dsnetSide()), data).tensor()));
    }
    return samples;
  }
}
