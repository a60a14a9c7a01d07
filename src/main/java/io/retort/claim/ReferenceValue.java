package io.retort.claim;

/**
 * A number printed in a paper.
 *
 * @param id unique in its paper
 * @param experiment id of the experiment that measures it
 * @param condition the condition it was printed for, as text; empty where it is of no condition
 * @param metric the metric's name
 * @param value the number, as a share where it is a percentage
 * @param decimals printed decimals of the value as a share
 * @param items test items behind the number, 0 where it is not a proportion of items
 * @param source section, figure or table
 */
public record ReferenceValue(
    String id,
    String experiment,
    String condition,
    String metric,
    double value,
    int decimals,
    long items,
    String source) {

  /** Checks ranges. */
  public ReferenceValue {
    if (decimals < 0 || items < 0) {
      throw new IllegalArgumentException(
          "value %s: decimals [%d] and items [%d] must be >= 0".formatted(id, decimals, items));
    }
  }

  /** Standard error of the printed value: binomial and rounding; 0 when it is no proportion. */
  public double error() {
    return items == 0 ? 0 : Statistics.printedError(value, decimals, items);
  }
}
