package io.retort.paper.khan2022;

import io.retort.experiment.Figure;
import io.retort.experiment.TimingExperiment;
import io.retort.model.Network;
import io.retort.training.Scale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long the seven students take to answer: Section 4.2, Table 2. */
public final class PredictionTime implements TimingExperiment {
  @Override
  public String id() {
    return "khan2022/prediction-time";
  }

  @Override
  public String question() {
    return "How much faster does DSNet answer than networks with more parameters?";
  }

  @Override
  public String source() {
    return "Section 4.2, Table 2";
  }

  @Override
  public String notice() {
    return "Fewer parameters are not fewer operations: DSNet has the fewest parameters of all, but"
        + " takes more multiply-adds for an image than MobileNet and EfficientNetB0.";
  }

  @Override
  public Map<String, Network> networks() {
    Map<String, Network> networks = new LinkedHashMap<>();
    for (Student student : Student.values()) {
      networks.put(student.id(), student.network(MelanomaScale.of(Scale.PAPER)));
    }
    return networks;
  }

  @Override
  public String unit() {
    return Student.DSNET.id();
  }

  @Override
  public String ratio() {
    return "ratio_to_dsnet";
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Time to answer in multiples of DSNet's, for one image and for a set of images",
        List.of(
            new Figure.Panel(ratio(), "times as long as DSNet", Figure.Axis.LOGARITHMIC),
            new Figure.Panel("multiply_adds", "multiply-adds, 224 x 224", Figure.Axis.LOGARITHMIC),
            new Figure.Panel(
                "trainable_parameters", "trainable parameters", Figure.Axis.LOGARITHMIC)),
        BESIDE);
  }
}
