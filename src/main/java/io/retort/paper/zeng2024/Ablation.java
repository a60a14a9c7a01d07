package io.retort.paper.zeng2024;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.List;

/** What each part of the two stages adds: Section 4.5. */
public final class Ablation implements SkinExperiment {
  /** Seventh table, its rows after the student alone. */
  private static final List<Method> PARTS =
      List.of(
          Method.MGD,
          Method.STAGE_1,
          Method.VANILLA_KD,
          Method.NKD,
          Method.STAGE_1_VKD,
          Method.DSP_KD);

  /** What no other experiment watches. */
  private static final List<Method> OWN = List.of(Method.STAGE_1, Method.NKD, Method.STAGE_1_VKD);

  @Override
  public String id() {
    return "zeng2024/ablation";
  }

  @Override
  public String question() {
    return "What do fusion, rebuilt maps and normalised logits each add to the student?";
  }

  @Override
  public String source() {
    return "Section 4.5, seventh table";
  }

  @Override
  public String notice() {
    return "Rows with a second stage train twice as long as those with one: part of what they gain may"
        + " be that.";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(SkinExperiment.alone(Candidate.SHUFFLENET_V2));
    PARTS.forEach(part -> conditions.add(SkinExperiment.student(Candidate.RES2NET101, part)));
    return conditions;
  }

  @Override
  public boolean isGated(Condition condition) {
    return SkinExperiment.isTaught(condition) && OWN.contains(SkinExperiment.method(condition));
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "The parts of the two stages",
        List.of(
            new Figure.Panel(ACCURACY, "test accuracy", Figure.Axis.LINEAR),
            new Figure.Panel(F1, "mean F1 of the classes", Figure.Axis.LINEAR)),
        List.of("balanced_accuracy", "fidelity"));
  }
}
