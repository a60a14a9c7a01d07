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
 * @param runs trainings the number is the mean of, 0 where it is of none
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
    int runs,
    String source) {

  /** Checks ranges. */
  public ReferenceValue {
    if (decimals < 0 || items < 0 || runs < 0) {
      throw new IllegalArgumentException(
          "value %s: decimals [%d], items [%d] and runs [%d] must be >= 0"
              .formatted(id, decimals, items, runs));
    }
  }

  /** Standard error of the printed value but for its runs: rounding, and binomial if of items. */
  public double error() {
    return Statistics.printedError(value, decimals, items);
  }
}
