package io.retort.paper.niyaz2023;

import io.retort.claim.Condition;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.Figure;
import io.retort.experiment.Measured;
import io.retort.training.AskingRecipe;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often students say what their teacher says: Section 5.4, Tables 11 and 12. */
public final class Fidelity implements AcrossTasks {
  @Override
  public String id() {
    return "niyaz2023/fidelity";
  }

  @Override
  public String question() {
    return "Do students with different learning styles say what their teacher says?";
  }

  @Override
  public String source() {
    return "Section 5.4, Tables 11 and 12";
  }

  @Override
  public boolean depends(Condition condition) {
    return true;
  }

  /** The variants with a teacher of the tasks' own tables. */
  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    List<String> roles = new ArrayList<>(StyleObjective.STUDENTS);
    roles.add(LearningStyles.ENSEMBLE);
    for (Task task : Task.values()) {
      for (Variant variant : AcrossTasks.home(task).variants(scale, Backbone.RESNET18)) {
        if (variant.technique().teaches()) {
          roles.forEach(
              role -> conditions.add(of(variant.condition(role, false), AcrossTasks.named(task))));
        }
      }
    }
    return conditions;
  }

  private static Condition of(Condition variant, String task) {
    Map<String, String> parameters = new LinkedHashMap<>(variant.parameters());
    parameters.put(TASK, task);
    return new Condition(variant.role(), parameters);
  }

  @Override
  public List<Condition> needs(Condition condition) {
    return List.of(new Condition(LearningStyles.COHORT, condition.parameters()));
  }

  @Override
  public Recipe recipe(Scale scale, String reading, Condition condition) {
    return new AskingRecipe(condition.role());
  }

  @Override
  public Measured train(Cell cell, CellContext context) {
    Condition condition = cell.condition();
    List<String> members =
        condition.role().equals(LearningStyles.ENSEMBLE)
            ? StyleObjective.STUDENTS
            : List.of(condition.role());
    return ask(cell, context, needs(condition).get(0), members);
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of("fidelity", 0L, "fidelity_iou", 0L);
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "How often students and their ensemble say what the teacher says",
        List.of(
            new Figure.Panel("fidelity", "same class as the teacher: tissue", Figure.Axis.LINEAR),
            new Figure.Panel(
                "fidelity_iou", "IoU with the teacher's masks: gliomas", Figure.Axis.LINEAR)),
        List.of("fidelity_f", "accuracy", "iou"),
        Variant.STYLE);
  }
}
