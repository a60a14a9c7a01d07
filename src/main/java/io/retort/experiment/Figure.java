package io.retort.experiment;

import java.util.List;
import java.util.stream.Stream;

/** What an experiment's figure shows. */
public sealed interface Figure {
  /** What the figure shows, in words. */
  String title();

  /** How to read it. */
  default String caption() {
    return "Lines and dots: mean over seeds; shading and bars: one standard deviation; diamonds:"
        + " printed in the paper";
  }

  /** The metrics that it, and the table beside it, show; the main one first. */
  List<String> metrics();

  /**
   * Metrics over a parameter of the grid.
   *
   * @param parameter the condition's parameter on the x axis
   * @param axis how its values are placed
   * @param xLabel its label
   * @param yLabel the metrics' label
   * @param series what is drawn over the parameter, the main one first
   * @param levels roles without the parameter, drawn as horizontal lines of the main metric
   * @param tabled further metrics that only the table shows
   */
  record Lines(
      String title,
      String parameter,
      Axis axis,
      String xLabel,
      String yLabel,
      List<Series> series,
      List<String> levels,
      List<String> tabled)
      implements Figure {
    /** With no further metrics in the table. */
    public Lines(
        String title,
        String parameter,
        Axis axis,
        String xLabel,
        String yLabel,
        List<Series> series,
        List<String> levels) {
      this(title, parameter, axis, xLabel, yLabel, series, levels, List.of());
    }

    /** The metric of the first series. */
    public String metric() {
      return series.get(0).metric();
    }

    @Override
    public List<String> metrics() {
      return Stream.concat(series.stream().map(Series::metric), tabled.stream())
          .distinct()
          .toList();
    }

    /** The roles of the series, each once. */
    public List<String> roles() {
      return series.stream().map(Series::role).distinct().toList();
    }
  }

  /**
   * Metrics while networks train.
   *
   * @param yLabel the metrics' label
   * @param series roles and metrics of their learning curves, the main one first; trained networks
   *     have the same metrics
   * @param from share of the training from which on it is shown, 0 to below 1
   * @param levels roles whose trained networks' metrics only the table shows
   */
  record Curves(String title, String yLabel, List<Series> series, double from, List<String> levels)
      implements Figure {
    /** Checks the share. */
    public Curves {
      if (!(from >= 0 && from < 1)) {
        throw new IllegalArgumentException("from [%s] must be 0 to below 1".formatted(from));
      }
    }

    @Override
    public List<String> metrics() {
      return series.stream().map(Series::metric).distinct().toList();
    }

    /** The roles of the series, each once. */
    public List<String> roles() {
      return series.stream().map(Series::role).distinct().toList();
    }
  }

  /** How the values on an x axis are placed. */
  enum Axis {
    /** By their size. */
    LINEAR,
    /** By their logarithm. */
    LOGARITHMIC,
    /** One after the other, by name. */
    CATEGORIES
  }

  /**
   * A metric of a role.
   *
   * @param name in the legend
   * @param dotted whether its line is
   */
  record Series(String role, String metric, String name, boolean dotted) {
    /** A series by the name of its role. */
    public static Series of(String role, String metric) {
      return new Series(role, metric, role, false);
    }
  }

  /**
   * ROC curves of classifiers of two classes: the mean over seeds.
   *
   * @param roles conditions without parameters, the main one first
   * @param metric the area under the curve
   */
  record Roc(String title, List<String> roles, String metric) implements Figure {
    @Override
    public String caption() {
      return "Lines: mean over seeds; shading: from the least to the most of them. By item: 95 % of"
          + " 500 bootstrap samples of the test items, each on its own";
    }

    @Override
    public List<String> metrics() {
      return List.of(metric);
    }
  }

  /**
   * How sure a classifier of two classes is of its answer when its logits, or its probabilities in
   * their place, are divided by a temperature.
   *
   * @param role whose answers to the test items
   */
  record Softened(String title, String role, List<Integer> temperatures) implements Figure {
    @Override
    public String caption() {
      return "Lines: median over the test items of all seeds; shading: where 90 % of them lie;"
          + " diamonds: printed in the paper";
    }

    @Override
    public List<String> metrics() {
      return List.of();
    }
  }

  /**
   * Metrics of each condition, a panel a metric: the mean over seeds and their standard deviation.
   *
   * @param panels what is drawn side by side
   * @param tabled metrics that only the table shows
   * @param across parameter whose values are side by side in the table, as the paper has it; empty
   *     for none
   */
  record Dots(String title, List<Panel> panels, List<String> tabled, String across)
      implements Figure {
    /** With a row a condition in the table. */
    public Dots(String title, List<Panel> panels, List<String> tabled) {
      this(title, panels, tabled, "");
    }

    @Override
    public List<String> metrics() {
      return Stream.concat(panels.stream().map(Panel::metric), tabled.stream()).toList();
    }
  }

  /**
   * Shares side by side, a group a metric, a bar a condition: the mean over seeds and their
   * standard deviation.
   *
   * @param yLabel what the bars say
   * @param groups metrics and their names on the x axis
   * @param tabled metrics that only the table shows
   */
  record Bars(String title, String yLabel, List<Panel> groups, List<String> tabled)
      implements Figure {
    @Override
    public String caption() {
      return "Bars: mean over seeds; lines: one standard deviation; diamonds: printed in the paper";
    }

    @Override
    public List<String> metrics() {
      return Stream.concat(groups.stream().map(Panel::metric), tabled.stream()).toList();
    }
  }

  /**
   * How alike the layers of two networks represent the same items, a heat map for each pair of
   * networks.
   *
   * @param pairs networks as they are named in metrics, such as {@code teacher} and {@code s1}
   * @param layers from the first to the last
   */
  record Similarities(String title, List<List<String>> pairs, List<String> layers)
      implements Figure {
    /** The metric of two layers. */
    public static String metric(String first, String ofFirst, String second, String ofSecond) {
      return String.join("_", "cka", first, ofFirst, second, ofSecond);
    }

    @Override
    public String caption() {
      return "Mean over seeds, 0 (unrelated) to 1 (alike). Rows: layers of the first network, from"
          + " below; columns: layers of the second";
    }

    @Override
    public List<String> metrics() {
      return List.of();
    }
  }

  /**
   * Pictures that cells kept: for each picture of the data its truth and what conditions make of
   * it.
   *
   * @param image begins the name of a picture's own planes, red, green and blue
   * @param truth begins the name of its mask
   * @param rule how the pictures were chosen
   * @param roles whose answers are shown
   */
  record Pictures(String title, String image, String truth, String rule, List<String> roles)
      implements Figure {
    @Override
    public String caption() {
      return "First seed. From black, probability 0, to white, 1. The pictures: "
          + rule
          + "; none was chosen by hand";
    }

    @Override
    public List<String> metrics() {
      return List.of();
    }
  }

  /**
   * A panel.
   *
   * @param axis how values are placed
   */
  record Panel(String metric, String label, Axis axis) {}
}
