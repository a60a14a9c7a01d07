package io.retort.paper.niyaz2023;

import io.retort.claim.Condition;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.Figure;
import io.retort.experiment.Measured;
import io.retort.training.Adam;
import io.retort.training.AskingRecipe;
import io.retort.training.CohortRecipe;
import io.retort.training.CohortRecipe.Member;
import io.retort.training.CohortRecipe.Part;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Other methods to distil one student: Section 5.3, Table 10. "Ours" is the ensemble of two
 * students of KD + ML in the diverse style, of the tasks' own tables.
 */
public final class Comparison implements AcrossTasks {
  private static final String METHOD = "method";
  private static final String OURS = "ours";

  @Override
  public String id() {
    return "niyaz2023/comparison";
  }

  @Override
  public String question() {
    return "Are two students with different learning styles better than one by other methods?";
  }

  @Override
  public String source() {
    return "Section 5.3, Table 10";
  }

  @Override
  public String notice() {
    return "Ours is two students, all others are one: what an ensemble gains by itself is part of"
        + " the difference. Weights are not printed, and DSD is a reading of its abstract.";
  }

  @Override
  public boolean depends(Condition condition) {
    return condition.role().equals(LearningStyles.ENSEMBLE);
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    for (Task task : Task.values()) {
      Method.of(task).forEach(m -> conditions.add(condition(Lesson.STUDENT, m.id(), task)));
      conditions.add(condition(LearningStyles.ENSEMBLE, OURS, task));
    }
    return conditions;
  }

  private static Condition condition(String role, String method, Task task) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(METHOD, method);
    parameters.put(TASK, AcrossTasks.named(task));
    return new Condition(role, parameters);
  }

  @Override
  public List<Condition> needs(Condition condition) {
    String task = AcrossTasks.named(AcrossTasks.task(condition));
    if (condition.role().equals(LearningStyles.ENSEMBLE)) {
      return List.of(ours(task));
    }
    return List.of(Condition.of(LearningStyles.BASELINE_TEACHER, TASK, task));
  }

  private static Condition ours(String task) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(Variant.TECHNIQUE, Technique.KD_ML.id());
    parameters.put(Variant.STYLE, Style.V3.id());
    parameters.put(TASK, task);
    return new Condition(LearningStyles.COHORT, parameters);
  }

  @Override
  public Recipe recipe(Scale scale, String reading, Condition condition) {
    if (condition.role().equals(LearningStyles.ENSEMBLE)) {
      return new AskingRecipe(LearningStyles.ENSEMBLE);
    }
    Task task = AcrossTasks.task(condition);
    Study study = AcrossTasks.home(task).study(scale);
    Method method = Method.byId(condition.parameters().getOrDefault(METHOD, ""));
    List<String> all = Study.stages(task);
    return new CohortRecipe(
        study.data(),
        List.of(
            new Member(
                StyleObjective.TEACHER,
                study.teacherNetwork(),
                study.start(study.teacher(), study.teacherDivisor()),
                0,
                Part.STAYS),
            new Member(
                Lesson.STUDENT,
                study.studentNetwork(Backbone.RESNET18),
                study.start(Backbone.RESNET18, study.divisor()),
                0,
                Part.LEARNS)),
        method.beside(study.maps(Backbone.RESNET18)),
        new MethodObjective(task, method, all, study.last(), study.batchSize()),
        Adam.of(study.learningRate()),
        study.length(),
        study.batchSize());
  }

  @Override
  public Measured train(Cell cell, CellContext context) {
    Condition condition = cell.condition();
    Task task = AcrossTasks.task(condition);
    if (condition.role().equals(LearningStyles.ENSEMBLE)) {
      return ask(cell, context, ours(AcrossTasks.named(task)), StyleObjective.STUDENTS);
    }
    CohortRecipe recipe = (CohortRecipe) recipe(cell.scale(), cell.variant(), condition);
    boolean reuses = condition.parameters().getOrDefault(METHOD, "").equals(Method.SIMKD.id());
    return StyleTraining.taught(AcrossTasks.home(task), recipe, reuses, cell, context);
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of("accuracy", 0L, "iou", 0L);
  }

  /** "Ours" is watched at home. */
  @Override
  public boolean isGated(Condition condition) {
    return condition.role().equals(Lesson.STUDENT);
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Other methods beside two students with different learning styles",
        List.of(
            new Figure.Panel("accuracy", "test accuracy: tissue", Figure.Axis.LINEAR),
            new Figure.Panel("iou", "IoU with the true masks: gliomas", Figure.Axis.LINEAR)),
        List.of("precision", "recall", "f", "fidelity", "fidelity_iou"));
  }
}
