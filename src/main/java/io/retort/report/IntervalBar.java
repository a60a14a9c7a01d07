package io.retort.report;

import io.retort.claim.Interval;
import io.retort.claim.Verdict;
import org.jspecify.annotations.Nullable;

/** A verdict as a small picture: the interval against the reference and its margin. */
final class IntervalBar {
  private static final double WIDTH = 180;
  private static final double HEIGHT = 30;

  private IntervalBar() {}

  static String draw(Verdict verdict) {
    Double measured = verdict.measured();
    Double reference = verdict.reference();
    if (measured == null || reference == null) {
      return "";
    }
    Interval interval = verdict.interval();
    double low = interval == null ? measured : Math.min(measured, interval.low());
    double high = interval == null ? measured : Math.max(measured, interval.high());
    double margin = orZero(verdict.margin());
    boolean gate = verdict.bound() != null;
    double bound = gate ? orZero(verdict.bound()) : reference - margin;
    double from = Math.min(low, Math.min(bound, reference - margin));
    double to = Math.max(high, reference + (gate ? 0 : margin));
    double pad = Math.max(1e-4, (to - from) * 0.08);
    Scale scale = new Scale(from - pad, to + pad);
    Svg svg = Svg.start(WIDTH, HEIGHT, "measured %.4f against %.4f".formatted(measured, reference));
    if (gate) {
      svg.add(
          "<rect x=\"%.1f\" y=\"4\" width=\"%.1f\" height=\"22\" fill=\"#1a7f37\""
              + " opacity=\"0.16\"/>",
          scale.x(bound), WIDTH - scale.x(bound));
    } else if (margin > 0) {
      svg.add(
          "<rect x=\"%.1f\" y=\"4\" width=\"%.1f\" height=\"22\" fill=\"#1f6fd6\""
              + " opacity=\"0.18\"/>",
          scale.x(reference - margin), scale.x(reference + margin) - scale.x(reference - margin));
    }
    svg.add(
        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"2\" y2=\"28\" stroke=\"currentColor\""
            + " stroke-dasharray=\"3 3\"/>",
        scale.x(reference), scale.x(reference));
    svg.add(
        "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"15\" y2=\"15\" stroke=\"currentColor\""
            + " stroke-width=\"3\"/>",
        scale.x(low), scale.x(high));
    svg.add(
        "<circle cx=\"%.1f\" cy=\"15\" r=\"5\" fill=\"%s\"/>", scale.x(measured), colour(verdict));
    return svg.end();
  }

  private static String colour(Verdict verdict) {
    if (!verdict.outcome().judged()) {
      return "#9a6700";
    }
    return verdict.outcome().acceptable() ? "#1a7f37" : "#d1242f";
  }

  private static double orZero(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  private record Scale(double from, double to) {
    double x(double value) {
      return 6 + (value - from) / (to - from) * (WIDTH - 12);
    }
  }
}
