package io.retort.report;

import java.util.Locale;

/**
 * Writes SVG as text. The JDK's own drawing needs installed fonts to measure text; a browser needs
 * nothing.
 */
final class Svg {
  private final StringBuilder out = new StringBuilder();

  /** Starts a picture with an accessible name. */
  static Svg start(double width, double height, String title) {
    Svg svg = new Svg();
    svg.out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
                + " height=\"%.0f\" role=\"img\" aria-label=\"%s\""
                + " font-family=\"system-ui, sans-serif\" font-size=\"13\"><title>%s</title>",
            width,
            height,
            width,
            height,
            escape(title),
            escape(title)));
    return svg;
  }

  /** Appends an element; {@code format} holds %s for text (escaped) and %.1f for numbers. */
  Svg add(String format, Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof String text) {
        values[i] = escape(text);
      }
    }
    out.append(String.format(Locale.ROOT, format, values));
    return this;
  }

  /** A text; anchor is start, middle or end. */
  Svg text(double x, double y, String anchor, String fill, String text) {
    return add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
        x, y, anchor, fill, text);
  }

  String end() {
    return out.append("</svg>").toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
