package io.retort.paper.zeng2024;

import io.retort.claim.Condition;
import io.retort.data.synthetic.Lesions;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Experiment;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.experiment.Samples;
import io.retort.experiment.SeenImages;
import io.retort.training.CohortRecipe;
import io.retort.training.CohortRecipe.Member;
import io.retort.training.CohortRecipe.Part;
import io.retort.training.Keep;
import io.retort.training.Objective;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import io.retort.training.TrainingRecipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the paper's experiments share: networks that tell eight diagnoses apart, by themselves or
 * taught by one of three teachers, in one stage or in two.
 */
interface SkinExperiment extends Experiment {
  /** Role of ShuffleNetV2 that a teacher teaches; networks alone have their own names as roles. */
  String STUDENT = "student";

  /** Parameter of a condition: which teacher. */
  String TEACHER = "teacher";

  /** Parameter of a condition: which method. */
  String METHOD = "method";

  /** Share of right answers. */
  String ACCURACY = "accuracy";

  /** Mean of the classes' F1. */
  String F1 = "f1";

  /** A taught student's condition. */
  static Condition student(Candidate teacher, Method method) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(TEACHER, teacher.teacher());
    parameters.put(METHOD, method.id());
    return new Condition(STUDENT, parameters);
  }

  /** The condition of a network by itself. */
  static Condition alone(Candidate candidate) {
    return Condition.of(candidate.id());
  }

  /** Metric: F1 of a class. */
  static String f1(String diagnosis) {
    return "f1_" + diagnosis.toLowerCase(Locale.ROOT);
  }

  /** Whether a condition is a taught student. */
  static boolean isTaught(Condition condition) {
    return condition.role().equals(STUDENT);
  }

  /** A taught student's teacher. */
  static Candidate teacher(Condition condition) {
    return Candidate.byTeacher(condition.parameters().getOrDefault(TEACHER, ""));
  }

  /** A taught student's method. */
  static Method method(Condition condition) {
    return Method.byId(condition.parameters().getOrDefault(METHOD, ""));
  }

  @Override
  default Map<String, String> readings() {
    return Map.of();
  }

  @Override
  default boolean depends(Condition condition) {
    return false;
  }

  @Override
  default List<Condition> needs(Condition condition) {
    if (!isTaught(condition)) {
      return List.of();
    }
    List<Condition> needs = new ArrayList<>();
    needs.add(alone(teacher(condition)));
    method(condition)
        .startsFrom()
        .ifPresent(first -> needs.add(student(teacher(condition), first)));
    return needs;
  }

  /** Each network is trained once for all experiments. */
  @Override
  default Cell cell(Scale scale, String reading, Condition condition, long seed) {
    String home = isTaught(condition) ? MethodComparison.ID : Candidates.ID;
    return new Cell(home, scale, "", condition, seed);
  }

  @Override
  default Recipe recipe(Scale scale, String reading, Condition condition) {
    SkinScale sizes = SkinScale.of(scale);
    if (!isTaught(condition)) {
      Candidate candidate = Candidate.byId(condition.role());
      return new TrainingRecipe(
          sizes.data(),
          sizes.network(candidate),
          sizes.start(candidate),
          new Objective.HardLabels(1),
          sizes.optimizer(),
          sizes.length(),
          sizes.batchSize(),
          Keep.LAST);
    }
    Candidate teacher = teacher(condition);
    Candidate student = Candidate.SHUFFLENET_V2;
    Method method = method(condition);
    return new CohortRecipe(
        sizes.data(),
        List.of(
            new Member(
                Lesson.TEACHER,
                sizes.network(teacher),
                sizes.start(teacher),
                1,
                method.teacherLearns() ? Part.GOES_ON : Part.STAYS),
            new Member(
                Lesson.STUDENT,
                sizes.network(student),
                sizes.start(student),
                0,
                method.startsFrom().isPresent() ? Part.GOES_ON : Part.LEARNS)),
        method.beside(sizes.widths(teacher)),
        new Teaching(
            method,
            new Lesson.Taps(teacher.lastMap(), student.lastMap()),
            sizes.mgdAlpha(teacher),
            List.of()),
        sizes.optimizer(),
        sizes.length(),
        sizes.batchSize());
  }

  @Override
  default Measured train(Cell cell, CellContext context) {
    return new SkinTraining(this, cell, context).run();
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
    return seen(scale, data).tensor().fingerprint();
  }

  private static SeenImages seen(Scale scale, DataDirectory data) {
    return SeenImages.of(SkinScale.of(scale).data().images(), data);
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
    return Samples.of("the networks see", seen(scale, data).tensor());
  }
}
