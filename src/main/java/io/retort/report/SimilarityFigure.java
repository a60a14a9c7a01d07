package io.retort.report;

import io.retort.claim.Condition;
import io.retort.experiment.Figure;
import io.retort.report.ExperimentFigures.Seen;
import java.util.List;
import java.util.Locale;

/** How alike layers are: a row of heat maps a condition, a column a pair of networks. */
final class SimilarityFigure {
  private static final int CELL = 38;
  private static final int LEFT = 76;
  private static final int TOP = 74;
  private static final int GAP = 46;
  private static final String INK = "currentColor";

  private SimilarityFigure() {}

  static String draw(Figure.Similarities figure, Seen seen, String background) {
    List<String> conditions =
        seen.observations().conditions().stream()
            .filter(
                c ->
                    !of(figure, seen, c.toString(), 0, 0, 0).isEmpty()
                        || !of(figure, seen, c.toString(), figure.pairs().size() - 1, 0, 0)
                            .isEmpty())
            .map(Condition::toString)
            .toList();
    int size = figure.layers().size() * CELL;
    int step = size + LEFT + GAP;
    double width = figure.pairs().size() * step;
    double height = conditions.size() * (size + TOP + GAP);
    Svg svg = Svg.start(width, height, figure.title());
    svg.add("<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>", background);
    for (int row = 0; row < conditions.size(); row++) {
      double top = row * (double) (size + TOP + GAP) + TOP;
      svg.add(
          "<text x=\"4\" y=\"%.1f\" fill=\"%s\" font-weight=\"600\">%s</text>",
          top - 48, INK, conditions.get(row));
      for (int pair = 0; pair < figure.pairs().size(); pair++) {
        map(svg, figure, seen, conditions.get(row), pair, pair * (double) step + LEFT, top);
      }
    }
    return svg.end();
  }

  private static List<Double> of(
      Figure.Similarities figure, Seen seen, String condition, int pair, int first, int second) {
    List<String> names = figure.pairs().get(pair);
    return seen.mainValues(
        condition,
        Figure.Similarities.metric(
            names.get(0), figure.layers().get(first), names.get(1), figure.layers().get(second)));
  }

  private static void map(
      Svg svg,
      Figure.Similarities figure,
      Seen seen,
      String condition,
      int pair,
      double left,
      double top) {
    int count = figure.layers().size();
    if (of(figure, seen, condition, pair, 0, 0).isEmpty()) {
      return;
    }
    List<String> names = figure.pairs().get(pair);
    svg.text(
        left + count * CELL / 2.0, top - 26, "middle", INK, names.get(0) + " and " + names.get(1));
    for (int i = 0; i < count; i++) {
      double y = top + (count - 1 - i) * (double) CELL;
      svg.text(left - 6, y + CELL / 2.0 + 4, "end", INK, figure.layers().get(i));
      svg.text(
          left + (i + .5) * CELL,
          top + count * (double) CELL + 16,
          "middle",
          INK,
          figure.layers().get(i).replace("stage", ""));
      for (int j = 0; j < count; j++) {
        double value =
            of(figure, seen, condition, pair, i, j).stream()
                .mapToDouble(v -> v)
                .average()
                .orElse(Double.NaN);
        double shade = Math.max(0, Math.min(1, value));
        svg.add(
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
            left + j * (double) CELL, y, CELL - 1.0, CELL - 1.0, colour(shade));
        svg.text(
            left + (j + .5) * CELL - .5,
            y + CELL / 2.0 + 4,
            "middle",
            shade > .55 ? "#ffffff" : "#1a1a1a",
            String.format(Locale.ROOT, "%.2f", value));
      }
    }
    svg.text(
        left + count * CELL / 2.0,
        top + count * (double) CELL + 34,
        "middle",
        INK,
        names.get(1) + ", stage");
  }

  /** From nearly white to dark blue. */
  private static String colour(double shade) {
    int red = (int) Math.round(240 - 215 * shade);
    int green = (int) Math.round(244 - 170 * shade);
    int blue = (int) Math.round(250 - 110 * shade);
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }
}
