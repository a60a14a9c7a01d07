package io.retort.paper.niyaz2023;

import io.retort.claim.Condition;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Experiment;
import io.retort.experiment.Figure;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.experiment.Samples;
import io.retort.experiment.SeenImages;
import io.retort.training.AskingRecipe;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One teacher and two students, trained by four techniques in three learning styles: Sections 3 and
 * 4.
 *
 * <p>All take part in one training; afterwards each is asked about the test items, and the students
 * together as an ensemble.
 */
interface LearningStyles extends Experiment {
  /** The one training of all. */
  String COHORT = "cohort";

  /** The teacher's network alone, "standalone", Section 5. */
  String BASELINE_TEACHER = "baseline_teacher";

  /** The students' network alone. */
  String BASELINE = "baseline";

  /** Both students together. */
  String ENSEMBLE = "ensemble";

  /** The reading of the text. */
  String WRITTEN = "written";

  /** With what is usually called the divergence. */
  String USUAL = "usual";

  /** With givers who are moved, too. */
  String ATTACHED = "attached";

  /** What is said of an image. */
  Task task();

  /** What the table is about. */
  Study study(Scale scale);

  /** The kinds of students. */
  List<Backbone> students();

  /** The kinds of students that a scale trains. */
  default List<Backbone> students(Scale scale) {
    return students();
  }

  /**
   * The variants of a kind of students that a scale trains: at smoke scale the paper's own
   * technique in all styles, and the others in the first.
   */
  default List<Variant> variants(Scale scale, Backbone students) {
    List<Variant> variants = new ArrayList<>();
    for (Technique technique : Technique.values()) {
      for (Style style : Style.values()) {
        if (scale != Scale.SMOKE || technique == Technique.KD_ML || style == Style.V1) {
          variants.add(new Variant(students, technique, style));
        }
      }
    }
    return variants;
  }

  @Override
  default Map<String, String> readings() {
    Map<String, String> readings = new LinkedHashMap<>();
    readings.put(
        WRITTEN,
        "Equation (3) as printed: KL(student || giver) at T = 2 without T^2; who gives is not moved"
            + " by the term");
    readings.put(USUAL, "the usual divergence: T^2 KL(giver || student)");
    readings.put(ATTACHED, "as written, but the term moves the giver towards the taker, too");
    return readings;
  }

  /** Networks alone learn from labels only. */
  @Override
  default boolean depends(Condition condition) {
    return Variant.isOne(condition);
  }

  @Override
  default List<Condition> conditions(Scale scale) {
    boolean named = students().size() > 1;
    List<Condition> conditions = new ArrayList<>();
    conditions.add(Condition.of(BASELINE_TEACHER));
    for (Backbone kind : students(scale)) {
      conditions.add(
          named ? Condition.of(BASELINE, Variant.STUDENTS, kind.id()) : Condition.of(BASELINE));
    }
    for (Backbone kind : students(scale)) {
      for (Variant variant : variants(scale, kind)) {
        if (variant.technique().teaches()) {
          conditions.add(variant.condition(StyleObjective.TEACHER, named));
        }
        StyleObjective.STUDENTS.forEach(s -> conditions.add(variant.condition(s, named)));
        conditions.add(variant.condition(ENSEMBLE, named));
      }
    }
    return conditions;
  }

  @Override
  default List<Condition> needs(Condition condition) {
    if (!Variant.isOne(condition)) {
      return List.of();
    }
    if (condition.role().equals(COHORT)) {
      return Variant.of(condition).technique().isOffline()
          ? List.of(Condition.of(BASELINE_TEACHER))
          : List.of();
    }
    return List.of(new Condition(COHORT, condition.parameters()));
  }

  @Override
  default Recipe recipe(Scale scale, String reading, Condition condition) {
    StyleRecipes recipes = new StyleRecipes(name(), study(scale));
    if (condition.role().equals(BASELINE_TEACHER)) {
      return recipes.teacherAlone();
    }
    if (!Variant.isOne(condition)) {
      return recipes.studentAlone(Variant.students(condition, students().get(0)));
    }
    return condition.role().equals(COHORT)
        ? recipes.together(reading, Variant.of(condition))
        : new AskingRecipe(condition.role());
  }

  @Override
  default Measured train(Cell cell, CellContext context) {
    return new StyleTraining(this, cell, context).run();
  }

  @Override
  default String measuredAt() {
    return "Each value is that of the last iteration on all test items. All networks of a variant"
        + " are trained together; the ensemble is both students.";
  }

  /**
   * Not of any set that was hashed here: the paper's divisions, and its choice of tissue, are not
   * known.
   */
  @Override
  default boolean isPaperData(String fingerprint) {
    return false;
  }

  @Override
  default Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of(task().metric(), 0L);
  }

  /**
   * What networks alone learn, and what both students of a variant say together; of ResNet-18 only,
   * as more conditions than these are too many for three seeds to alarm in.
   */
  @Override
  default boolean isGated(Condition condition) {
    boolean isMain = Variant.students(condition, Backbone.RESNET18) == Backbone.RESNET18;
    return isMain && (!Variant.isOne(condition) || condition.role().equals(ENSEMBLE));
  }

  @Override
  default Figure figure() {
    return task().figure();
  }

  @Override
  default List<Figure> further() {
    return task().further();
  }

  @Override
  default boolean needsGpu(Scale scale) {
    return scale == Scale.PAPER;
  }

  @Override
  default String dataFingerprint(Scale scale, DataDirectory data) {
    return SeenImages.of(study(scale).images(), data).tensor().fingerprint();
  }

  @Override
  default List<String> classes() {
    return List.of();
  }

  @Override
  default List<Sample> samples(Scale scale, DataDirectory data) {
    return Samples.of("the networks see", SeenImages.of(study(scale).images(), data).tensor());
  }
}
