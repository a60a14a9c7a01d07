package io.retort.claim;

/** A closed interval, in the unit of the metric. */
public record Interval(double low, double high) {
  /** Checks the order of the bounds. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("low [%s] must be <= high [%s]".formatted(low, high));
    }
  }

  /** Whether this interval lies inside of [-margin, margin]. */
  public boolean within(double margin) {
    return low > -margin && high < margin;
  }

  /** Whether this interval lies entirely outside of [-margin, margin]. */
  public boolean beyond(double margin) {
    return low > margin || high < -margin;
  }
}
