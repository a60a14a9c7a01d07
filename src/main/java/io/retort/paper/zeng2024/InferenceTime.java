package io.retort.paper.zeng2024;

import io.retort.experiment.Figure;
import io.retort.experiment.TimingExperiment;
import io.retort.model.Network;
import io.retort.training.Scale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long teacher and student take to answer: Section 4.4.4, sixth table. */
public final class InferenceTime implements TimingExperiment {
  @Override
  public String id() {
    return "zeng2024/inference-time";
  }

  @Override
  public String question() {
    return "How much faster does the student answer than its teacher?";
  }

  @Override
  public String source() {
    return "Section 4.4.4, sixth table";
  }

  @Override
  public String notice() {
    return "Distillation changes a student's weights, not its work: the times that the paper prints for"
        + " taught students, half and 1.6 times that of the untaught one, have no counterpart here.";
  }

  @Override
  public Map<String, Network> networks() {
    Map<String, Network> networks = new LinkedHashMap<>();
    for (Candidate candidate : List.of(Candidate.RES2NET101, Candidate.SHUFFLENET_V2)) {
      networks.put(candidate.id(), candidate.network(SkinScale.of(Scale.PAPER)));
    }
    return networks;
  }

  @Override
  public String unit() {
    return Candidate.SHUFFLENET_V2.id();
  }

  @Override
  public String ratio() {
    return "ratio_to_student";
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Time to answer in multiples of the student's, for one image and for a set of images",
        List.of(
            new Figure.Panel(ratio(), "times as long as ShuffleNetV2", Figure.Axis.LOGARITHMIC),
            new Figure.Panel("multiply_adds", "multiply-adds, 224 x 224", Figure.Axis.LOGARITHMIC),
            new Figure.Panel(
                "trainable_parameters", "trainable parameters", Figure.Axis.LOGARITHMIC)),
        BESIDE);
  }
}
