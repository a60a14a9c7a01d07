package io.retort.report;

import io.retort.claim.Observations;
import io.retort.claim.ReferenceValue;
import io.retort.experiment.CellResult;
import io.retort.experiment.Experiment;
import io.retort.experiment.Figure;
import java.util.Collection;
import java.util.LinkedHashMap;
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

    /** The values of the default reading, or of what depends on none. */
    List<Double> mainValues(String condition, String metric) {
      return values(experiment.defaultReading(), condition, metric);
    }

    /** Whether a reading is the default one, or none. */
    boolean isMain(String variant) {
      return variant.isEmpty() || variant.equals(experiment.defaultReading());
    }
  }

  /** The paper's figure with our values, seed spread, and the printed points over them. */
  public String main() {
    return draw(seen.experiment().figure());
  }

  /** Further figures by title and caption. */
  public Map<String, String> further() {
    Map<String, String> figures = new LinkedHashMap<>();
    seen.experiment()
        .further()
        .forEach(figure -> figures.put(figure.title() + ". " + figure.caption(), draw(figure)));
    return figures;
  }

  private String draw(Figure figure) {
    if (figure instanceof Figure.Dots dots) {
      DotChart chart = DotsFigure.chart(dots, seen);
      return isPage() ? chart.page() : chart.draw(background);
    }
    if (figure instanceof Figure.Bars bars) {
      return isPage() ? BarsFigure.page(bars, seen) : BarsFigure.draw(bars, seen, background);
    }
    if (figure instanceof Figure.Curves curves) {
      return drawn(new CurvesFigure(seen).main(curves));
    }
    if (figure instanceof Figure.Roc roc) {
      return drawn(RocFigure.chart(roc, seen));
    }
    if (figure instanceof Figure.Similarities similarities) {
      return SimilarityFigure.draw(similarities, seen, background);
    }
    if (figure instanceof Figure.Pictures pictures) {
      return PicturesFigure.draw(pictures, seen, background);
    }
    if (figure instanceof Figure.Softened softened) {
      return drawn(SoftenedFigure.chart(softened, seen));
    }
    return drawn(new LinesFigure((Figure.Lines) figure, seen).chart());
  }

  /** Learning curves by title, a panel per role: the mean over seeds of the default reading. */
  public Map<String, String> curves() {
    Map<String, String> drawn = new LinkedHashMap<>();
    new CurvesFigure(seen).panels().forEach((title, chart) -> drawn.put(title, drawn(chart)));
    return drawn;
  }

  /** Within a page, with what makes it answer to the pointer. */
  private String drawn(LineChart chart) {
    return isPage() ? chart.page() : chart.draw(background);
  }

  private boolean isPage() {
    return background.equals("none");
  }
}
