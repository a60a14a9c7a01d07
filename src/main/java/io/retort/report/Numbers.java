package io.retort.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as the pages print them. */
final class Numbers {
  private static final double COUNT = 1000;

  private Numbers() {}

  /** Counts whole with separators, shares to four decimals. */
  static String text(@Nullable Double value) {
    return value == null
        ? "–"
        : String.format(Locale.ROOT, Math.abs(value) >= COUNT ? "%,.0f" : "%.4f", value);
  }

  /** A number in thousands (k), millions (M) or thousand millions (G); small ones to two digits. */
  static String withUnit(double value) {
    double[] sizes = {1e9, 1e6, 1e3};
    String[] units = {" G", " M", " k"};
    for (int i = 0; i < sizes.length; i++) {
      if (value >= sizes[i]) {
        return String.format(Locale.ROOT, "%.4g", value / sizes[i]).replaceAll("\\.?0+$", "")
            + units[i];
      }
    }
    return value != Math.rint(value) && value < 100
        ? new java.math.BigDecimal(value)
            .round(new java.math.MathContext(2))
            .stripTrailingZeros()
            .toPlainString()
        : String.format(Locale.ROOT, "%.0f", value);
  }
}
