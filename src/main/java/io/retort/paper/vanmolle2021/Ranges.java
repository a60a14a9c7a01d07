package io.retort.paper.vanmolle2021;

import static io.retort.paper.vanmolle2021.SensorUpgrade.ACCURACY;
import static io.retort.paper.vanmolle2021.SensorUpgrade.BASELINE;
import static io.retort.paper.vanmolle2021.SensorUpgrade.STUDENT;
import static io.retort.paper.vanmolle2021.SensorUpgrade.TEACHER;
import static io.retort.paper.vanmolle2021.SensorUpgrade.UPPER;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.training.Objective;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The ranges that alpha is annealed over: Section 4.3.1, the x axis of Figures 6 and 7. */
final class Ranges {
  /** Ends of the ranges, the higher ones first. */
  private static final List<String> GRID = List.of("1.0", "0.8", "0.6", "0.4", "0.2", "0.0");

  /** The constant alpha of Section 4.2, our control. */
  static final String CONSTANT = "0.6->0.6";

  private static final String RANGE = "range";

  private Ranges() {}

  /**
   * A student for each range: all falling ones over the grid, and the control.
   *
   * @param smoke those of smoke scale: fewer points of the same path
   */
  static List<Condition> students(Scale scale, List<String> smoke) {
    List<String> ranges = new ArrayList<>();
    for (String first : GRID) {
      for (String last : GRID.subList(GRID.indexOf(first) + 1, GRID.size())) {
        ranges.add(first + "->" + last);
      }
    }
    ranges.add(CONSTANT);
    return (scale == Scale.SMOKE ? smoke : ranges)
        .stream().map(range -> Condition.of(STUDENT, RANGE, range)).toList();
  }

  /** Equation (5) over a student's range; the labels alone for the others. */
  static Objective objective(String reading, Condition condition) {
    if (!condition.role().equals(STUDENT)) {
      return new Objective.HardLabels(1);
    }
    String[] ends = Objects.requireNonNull(condition.parameters().get(RANGE)).split("->", 2);
    return new Objective.Annealed(
        SensorUpgrade.distillation(reading),
        Double.parseDouble(ends[0]),
        Double.parseDouble(ends[1]));
  }

  /** Figures 6 and 7. */
  static Figure figure() {
    return new Figure.Lines(
        "Test accuracy over the range that alpha is annealed over",
        RANGE,
        Figure.Axis.CATEGORIES,
        "alpha in the first and in the last iteration",
        "test accuracy",
        List.of(Figure.Series.of(STUDENT, ACCURACY)),
        List.of(UPPER, TEACHER, BASELINE));
  }
}
