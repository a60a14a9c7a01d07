package io.retort.report;

import io.retort.experiment.CellResult;
import io.retort.experiment.Figure;
import io.retort.experiment.Sample;
import io.retort.report.ExperimentFigures.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Pictures in columns; rows: image, truth, and the answers of conditions. */
final class PicturesFigure {
  private static final int SIDE = 96;
  private static final int LEFT = 250;
  private static final int GAP = 6;
  private static final int TOP = 26;
  private static final String INK = "currentColor";

  private PicturesFigure() {}

  static String draw(Figure.Pictures figure, Seen seen, String background) {
    Map<String, CellResult> shown = new LinkedHashMap<>();
    for (CellResult result : seen.results()) {
      if (seen.isMain(result.variant()) && !result.planes().isEmpty()) {
        shown.putIfAbsent(result.condition(), result);
      }
    }
    Map<String, byte[]> known = new LinkedHashMap<>();
    shown.values().forEach(result -> result.planes().forEach(known::putIfAbsent));
    List<String> ids = new ArrayList<>();
    for (String name : new TreeSet<>(known.keySet())) {
      if (name.startsWith(figure.image())) {
        ids.add(name.substring(figure.image().length()));
      }
    }
    List<CellResult> rows =
        shown.values().stream()
            .filter(result -> figure.roles().contains(result.cell().condition().role()))
            .toList();
    double width = LEFT + ids.size() * (double) (SIDE + GAP);
    double height = TOP + (rows.size() + 2) * (double) (SIDE + GAP);
    Svg svg = Svg.start(width, height, figure.title());
    svg.add("<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>", background);
    for (int i = 0; i < ids.size(); i++) {
      double x = LEFT + i * (double) (SIDE + GAP);
      svg.add(
          "<text x=\"%.1f\" y=\"16\" fill=\"%s\" font-size=\"10\">%s</text>",
          x, INK, shortened(ids.get(i)));
      picture(svg, known.get(figure.image() + ids.get(i)), x, TOP);
      picture(svg, known.get(figure.truth() + ids.get(i)), x, TOP + SIDE + GAP);
    }
    label(svg, "image", 0);
    label(svg, "true mask", 1);
    for (int r = 0; r < rows.size(); r++) {
      label(svg, rows.get(r).condition(), r + 2);
      for (int i = 0; i < ids.size(); i++) {
        picture(
            svg,
            rows.get(r).planes().get(ids.get(i)),
            LEFT + i * (double) (SIDE + GAP),
            TOP + (r + 2) * (double) (SIDE + GAP));
      }
    }
    return svg.end();
  }

  private static String shortened(String id) {
    return id.length() > 18 ? "…" + id.substring(id.length() - 17) : id;
  }

  private static void label(Svg svg, String text, int row) {
    double y = TOP + row * (double) (SIDE + GAP) + SIDE / 2.0;
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : text.split(", ")) {
      if (line.length() + part.length() > 32) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : ", ").append(part);
    }
    lines.add(line.toString());
    for (int i = 0; i < lines.size(); i++) {
      svg.text(LEFT - 10.0, y + 16 * (i - (lines.size() - 2) / 2.0), "end", INK, lines.get(i));
    }
  }

  /** Planes of one channel, or of three, drawn without smoothing. */
  private static void picture(
      Svg svg, byte @org.jspecify.annotations.Nullable [] planes, double x, double y) {
    if (planes == null) {
      return;
    }
    int channels = isSquare(planes.length) ? 1 : 3;
    int area = planes.length / channels;
    int side = (int) Math.round(Math.sqrt(area));
    byte[] rgb = new byte[3 * area];
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * p + c] = planes[(channels == 1 ? 0 : c) * area + p];
      }
    }
    svg.add(
        "<image x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
            + " style=\"image-rendering: pixelated\" href=\"%s\"/>",
        x, y, (double) SIDE, (double) SIDE, SampleImages.uri(new Sample("", "", side, side, rgb)));
  }

  private static boolean isSquare(int count) {
    int root = (int) Math.round(Math.sqrt(count));
    return root * root == count;
  }
}
