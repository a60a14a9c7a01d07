package io.retort.paper.zeng2024;

import io.retort.claim.Condition;
import io.retort.data.synthetic.Lesions;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Four methods class by class: Section 4.4.3. Nothing is trained for it. */
public final class PerClass implements SkinExperiment {
  private static final List<Method> METHODS =
      List.of(Method.VANILLA_KD, Method.FITNETS, Method.SSD_KD, Method.DSP_KD);

  @Override
  public String id() {
    return "zeng2024/per-class";
  }

  @Override
  public String question() {
    return "Which diagnoses does a student tell apart better by two stages?";
  }

  @Override
  public String source() {
    return "Section 4.4.3, fourth table";
  }

  /** Whose students they are is not printed: those of the first teacher, as we read it. */
  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(SkinExperiment.alone(Candidate.RES2NET101));
    conditions.add(SkinExperiment.alone(Candidate.SHUFFLENET_V2));
    METHODS.forEach(method -> conditions.add(SkinExperiment.student(Candidate.RES2NET101, method)));
    return conditions;
  }

  /** All are watched where they are trained. */
  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of();
  }

  @Override
  public Figure figure() {
    return new Figure.Bars(
        "F1 by class",
        "F1",
        Lesions.CLASSES.stream()
            .map(d -> new Figure.Panel(SkinExperiment.f1(d), d, Figure.Axis.LINEAR))
            .toList(),
        List.of(F1));
  }
}
