package io.retort.paper.niyaz2023;

import io.retort.claim.Condition;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Experiment;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.provenance.Fingerprint;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What looks at the networks of two tables together: those of metastatic tissue and those of
 * gliomas, ResNet-18 taught by ResNet-50.
 */
interface AcrossTasks extends Experiment {
  /** Parameter of a condition. */
  String TASK = "task";

  /** The table that a task's networks are of. */
  static LearningStyles home(Task task) {
    return task == Task.CLASSIFICATION ? new HistopathologyClassification() : new LggSegmentation();
  }

  /** The task of a condition. */
  static Task task(Condition condition) {
    return condition.parameters().getOrDefault(TASK, "").equals("segmentation")
        ? Task.SEGMENTATION
        : Task.CLASSIFICATION;
  }

  /** The task as conditions name it. */
  static String named(Task task) {
    return task == Task.SEGMENTATION ? "segmentation" : "classification";
  }

  /** A condition of the task's own table: the same without the task, students named. */
  static Condition atHome(Condition condition) {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (Variant.isOne(condition)) {
      parameters.put(Variant.STUDENTS, Backbone.RESNET18.id());
    }
    parameters.putAll(condition.parameters());
    parameters.remove(TASK);
    return new Condition(condition.role(), parameters);
  }

  /** Whether a condition's training is the task's own table's. */
  default boolean isAtHome(Condition condition) {
    return condition.role().equals(LearningStyles.COHORT)
        || condition.role().equals(LearningStyles.BASELINE_TEACHER);
  }

  @Override
  default Cell cell(Scale scale, String reading, Condition condition, long seed) {
    return isAtHome(condition)
        ? home(task(condition)).cell(scale, reading, atHome(condition), seed)
        : Experiment.super.cell(scale, reading, condition, seed);
  }

  @Override
  default Map<String, String> readings() {
    return home(Task.CLASSIFICATION).readings();
  }

  /** What those who take part in a variant say, compared with their teacher. */
  default Measured ask(Cell cell, CellContext context, Condition cohort, List<String> members) {
    LearningStyles home = home(task(cell.condition()));
    return StyleTraining.ask(home, cell, context, atHome(cohort), members);
  }

  @Override
  default String dataName(Scale scale) {
    return home(Task.CLASSIFICATION).dataName(scale)
        + ", "
        + home(Task.SEGMENTATION).dataName(scale);
  }

  @Override
  default boolean isPaperData(String fingerprint) {
    return false;
  }

  @Override
  default boolean needsGpu(Scale scale) {
    return scale == Scale.PAPER;
  }

  @Override
  default String dataFingerprint(Scale scale, DataDirectory data) {
    return Fingerprint.start()
        .add(home(Task.CLASSIFICATION).dataFingerprint(scale, data))
        .add(home(Task.SEGMENTATION).dataFingerprint(scale, data))
        .hex();
  }

  @Override
  default List<Sample> samples(Scale scale, DataDirectory data) {
    List<Sample> samples = new ArrayList<>(home(Task.CLASSIFICATION).samples(scale, data));
    samples.addAll(home(Task.SEGMENTATION).samples(scale, data));
    return samples;
  }
}
