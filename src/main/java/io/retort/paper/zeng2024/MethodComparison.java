package io.retort.paper.zeng2024;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.List;

/** Seven methods by three teachers: Section 4.4.2. */
public final class MethodComparison implements SkinExperiment {
  static final String ID = "zeng2024/method-comparison";

  /** Second table. */
  private static final List<Method> METHODS =
      List.of(
          Method.VANILLA_KD,
          Method.WSLD,
          Method.FITNETS,
          Method.MGD,
          Method.EML,
          Method.SSD_KD,
          Method.DSP_KD);

  /** Of two teachers at smoke scale: the plainest. */
  private static final List<Method> FEW = List.of(Method.VANILLA_KD);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String question() {
    return "Does a student learn more by two stages from one teacher than by other methods?";
  }

  @Override
  public String source() {
    return "Section 4.4.2, second table";
  }

  @Override
  public String notice() {
    return "The text at hand prints no weight of any method. The fusion of stage 1, EML and parts of"
        + " SSD-KD are readings; DSP-KD trains twice as long as the others, as it has two stages.";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    conditions.add(SkinExperiment.alone(Candidate.SHUFFLENET_V2));
    for (Candidate teacher : Candidate.teachers()) {
      conditions.add(SkinExperiment.alone(teacher));
      boolean few = scale == Scale.SMOKE && teacher != Candidate.RES2NET101;
      for (Method method : few ? FEW : METHODS) {
        conditions.add(SkinExperiment.student(teacher, method));
      }
    }
    return conditions;
  }

  /** Networks by themselves are watched in {@link Candidates}. */
  @Override
  public boolean isGated(Condition condition) {
    return SkinExperiment.isTaught(condition);
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Methods by teachers",
        List.of(new Figure.Panel(ACCURACY, "test accuracy", Figure.Axis.LINEAR)),
        List.of(F1, "balanced_accuracy", "fidelity"),
        TEACHER);
  }

  @Override
  public List<Figure> further() {
    return List.of(
        new Figure.Curves(
            "Accuracy on the first test items while the student learns",
            "accuracy",
            List.of(
                new Figure.Series(
                    SkinExperiment.student(Candidate.RES2NET101, Method.DSP_KD).toString(),
                    ACCURACY,
                    "DSP-KD, stage 2",
                    false),
                Figure.Series.of(Candidate.SHUFFLENET_V2.id(), ACCURACY)),
            0,
            List.of()));
  }
}
