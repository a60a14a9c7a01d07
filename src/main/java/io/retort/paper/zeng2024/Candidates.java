package io.retort.paper.zeng2024;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.Arrays;
import java.util.List;

/** Seven networks, of which three become teachers and one the student: Section 4.4.1. */
public final class Candidates implements SkinExperiment {
  static final String ID = "zeng2024/candidates";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String question() {
    return "Which networks tell eight skin diagnoses apart best, for their size?";
  }

  @Override
  public String source() {
    return "Section 4.4.1, first table";
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    return Arrays.stream(Candidate.values()).map(SkinExperiment::alone).toList();
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Seven networks by themselves",
        List.of(
            new Figure.Panel(ACCURACY, "test accuracy", Figure.Axis.LINEAR),
            new Figure.Panel(F1, "mean F1 of the classes", Figure.Axis.LINEAR)),
        List.of("precision", "specificity", "balanced_accuracy"));
  }
}
