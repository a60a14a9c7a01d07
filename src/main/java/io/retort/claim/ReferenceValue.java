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
 * @param sd printed standard deviation over these runs, 0 where none is printed
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
    double sd,
    String source) {

  /** Checks ranges. */
  public ReferenceValue {
    if (decimals < 0 || items < 0 || runs < 0) {
      throw new IllegalArgumentException(
          "value %s: decimals [%d], items [%d] and runs [%d] must be >= 0"
              .formatted(id, decimals, items, runs));
    }
    if (!(sd >= 0) || sd > 0 && runs < 2) {
      throw new IllegalArgumentException(
          "value %s: sd [%s] must be >= 0, and 0 of fewer than 2 runs [%d]"
              .formatted(id, sd, runs));
    }
  }

  /** A number without a printed standard deviation. */
  public ReferenceValue(
      String id,
      String experiment,
      String condition,
      String metric,
      double value,
      int decimals,
      long items,
      int runs,
      String source) {
    this(id, experiment, condition, metric, value, decimals, items, runs, 0, source);
  }

  /**
   * Known standard error of the printed value: that of its rounding; the binomial one if it is a
   * share of items; that of the mean of its runs if their spread is printed.
   */
  public double error() {
    double ofRuns = sd == 0 ? 0 : sd / Math.sqrt(runs);
    return Math.hypot(Statistics.printedError(value, decimals, items), ofRuns);
  }

  /**
   * What a mean is compared to: the spread of its runs is taken to be ours unless it is printed.
   */
  Statistics.Uncertain uncertain() {
    return new Statistics.Uncertain(value, error(), sd > 0 ? 0 : runs);
  }
}
