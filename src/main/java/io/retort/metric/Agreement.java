package io.retort.metric;

/** How often two classifiers say the same. */
public final class Agreement {
  private Agreement() {}

  /** Share of items that both assign to the same class; counted over all items. */
  public static double of(int[] first, int[] second) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          "predictions [%d] and [%d] must be equally many, at least one"
              .formatted(first.length, second.length));
    }
    int same = 0;
    for (int i = 0; i < first.length; i++) {
      if (first[i] == second[i]) {
        same++;
      }
    }
    return (double) same / first.length;
  }
}
