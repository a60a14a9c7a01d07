package io.retort.report;

import io.retort.claim.Observations;
import io.retort.claim.ReferenceValue;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import io.retort.experiment.Figure;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The figures of one run of an experiment. */
public final class ExperimentFigures {
  private final Seen seen;
  private final String background;

  /**
   * The figures.
   *
   * @param background a colour for pictures that stand alone, "none" within a page
   */
  public ExperimentFigures(
      Experiment experiment,
      List<CellResult> results,
      Observations observations,
      Collection<ReferenceValue> printed,
      String background) {
    this.seen =
        new Seen(
            experiment,
            results,
            observations,
            printed.stream().filter(v -> v.experiment().equals(experiment.id())).toList());
    this.background = background;
  }

  /**
   * What there is to draw.
   *
   * @param printed values of the experiment
   */
  record Seen(
      Experiment experiment,
      List<CellResult> results,
      Observations observations,
      List<ReferenceValue> printed) {
    List<Double> values(String variant, String condition, String metric) {
      return List.copyOf(observations.values(variant, condition, metric).values());
    }

    /** Whether a reading is the default one, or none. */
    boolean isMain(String variant) {
      return variant.isEmpty() || variant.equals(experiment.defaultReading());
    }
  }

  /** The paper's figure with our values, seed spread, and the printed points over them. */
  public String main() {
    Figure figure = seen.experiment().figure();
    if (figure instanceof Figure.Dots dots) {
      return DotsFigure.draw(dots, seen, background);
    }
    return figure instanceof Figure.Curves curves
        ? new CurvesFigure(seen).main(curves).draw(background)
        : new LinesFigure((Figure.Lines) figure, seen).chart().draw(background);
  }

  /** Learning curves by title, a panel per role: the mean over seeds of the default reading. */
  public Map<String, String> curves() {
    return new CurvesFigure(seen).panels(background);
  }
}
