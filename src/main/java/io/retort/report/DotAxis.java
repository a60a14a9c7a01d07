package io.retort.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;

/** The axis of a panel of dots: tenfolds, or a round range of shares or other small numbers. */
record DotAxis(
    boolean logarithmic, double low, double high, double step, double left, double width) {
  private static final int STEPS = 4;

  /** The axis that holds all values of a panel, between two places. */
  static DotAxis of(DotChart.Panel panel, double left, double width) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (DotChart.Spread spread : panel.ours().values()) {
      // the low end of a spread may not be above 0, where no logarithm is
      low = Math.min(low, panel.logarithmic() ? spread.mean() : spread.low());
      high = Math.max(high, spread.high());
    }
    for (double value : panel.theirs().values()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!(low <= high) || panel.logarithmic() && !(low > 0)) {
      low = panel.logarithmic() ? 1 : 0;
      high = panel.logarithmic() ? 10 : 1;
    }
    if (panel.logarithmic()) {
      double from = Math.floor(FastMath.log10(low));
      double to = Math.max(from + 1, Math.ceil(FastMath.log10(high)));
      return new DotAxis(true, from, to, 1, left, width);
    }
    double step = LineChart.niceStep(Math.max(1e-3, (high - low) / STEPS));
    double from = Math.floor(low / step) * step;
    return new DotAxis(
        false, from, Math.max(from + step, Math.ceil(high / step) * step), step, left, width);
  }

  /** The values at its ends. */
  double[] ends() {
    return logarithmic
        ? new double[] {FastMath.pow(10, low), FastMath.pow(10, high)}
        : new double[] {low, high};
  }

  /** The values with a label. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (double at = low; at <= high + step / 2; at += step) {
      ticks.add(logarithmic ? FastMath.pow(10, at) : at);
    }
    return ticks;
  }

  /** Where a value lies; not beyond the ends. */
  double x(double value) {
    double at = logarithmic ? FastMath.log10(Math.max(value, FastMath.pow(10, low))) : value;
    return left + width * Math.max(0, Math.min(1, (at - low) / (high - low)));
  }

  /** A tick's label. */
  String label(double tick) {
    return logarithmic
        ? Numbers.withUnit(tick)
        : String.format(
            Locale.ROOT, "%." + (int) Math.max(0, -Math.floor(FastMath.log10(step))) + "f", tick);
  }

  /** A value in words. */
  String value(double value) {
    return logarithmic ? Numbers.withUnit(value) : String.format(Locale.ROOT, "%.3f", value);
  }
}
