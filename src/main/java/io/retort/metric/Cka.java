package io.retort.metric;

/**
 * Linear centred kernel alignment over minibatches (Nguyen et al. 2021, Equations 2 and 3): how
 * similar two layers represent the same items, whatever their widths and scales.
 *
 * <p>The unbiased estimate of HSIC is added up over the batches and divided once at the end.
 */
public final class Cka {
  private static final int LEAST = 4;

  private double between;
  private double ofFirst;
  private double ofSecond;

  /**
   * Adds a batch.
   *
   * @param first features of one layer, shape (n, p)
   * @param second features of another for the same items, shape (n, q)
   * @throws IllegalArgumentException when n differs or is below 4
   */
  public void add(double[][] first, double[][] second) {
    if (first.length != second.length || first.length < LEAST) {
      throw new IllegalArgumentException(
          "batches of [%d] and [%d] items must be as large, and at least %d"
              .formatted(first.length, second.length, LEAST));
    }
    add(Gram.of(first), Gram.of(second));
  }

  /**
   * Adds a batch by its inner products, which serve for all pairs of layers.
   *
   * @throws IllegalArgumentException when they are of unequally many items
   */
  public void add(Gram first, Gram second) {
    if (first.products.length != second.products.length) {
      throw new IllegalArgumentException(
          "batches of [%d] and [%d] items must be as large"
              .formatted(first.products.length, second.products.length));
    }
    between += hsic(first.products, second.products);
    ofFirst += hsic(first.products, first.products);
    ofSecond += hsic(second.products, second.products);
  }

  /** Inner products of all pairs of items of a batch, 0 for an item with itself. */
  public static final class Gram {
    private final double[][] products;

    private Gram(double[][] products) {
      this.products = products;
    }

    /**
     * Of a layer's features.
     *
     * @param features shape (n, p)
     * @throws IllegalArgumentException when n is below 4
     */
    public static Gram of(double[][] features) {
      if (features.length < LEAST) {
        throw new IllegalArgumentException(
            "a batch of [%d] items must have at least %d".formatted(features.length, LEAST));
      }
      return new Gram(gram(features));
    }
  }

  /** Whether both layers differ over the items, so that there is a similarity. */
  public boolean isDefined() {
    return ofFirst > 0 && ofSecond > 0;
  }

  /** The similarity: 1 for equal representations, about 0 for unrelated ones. */
  public double value() {
    if (!isDefined()) {
      throw new IllegalStateException(
          "CKA needs batches in which both layers differ over the items: [%s] and [%s] must be > 0"
              .formatted(ofFirst, ofSecond));
    }
    return between / Math.sqrt(ofFirst * ofSecond);
  }

  /** Inner products of all pairs of items, 0 for an item with itself. */
  private static double[][] gram(double[][] features) {
    int n = features.length;
    double[][] gram = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double sum = 0;
        for (int c = 0; c < features[i].length; c++) {
          sum += features[i][c] * features[j][c];
        }
        gram[i][j] = sum;
        gram[j][i] = sum;
      }
    }
    return gram;
  }

  /** HSIC_1 of Song et al. (2012, Equation 5); diagonals are 0. */
  private static double hsic(double[][] k, double[][] l) {
    int n = k.length;
    double trace = 0;
    double sumK = 0;
    double sumL = 0;
    double rows = 0;
    for (int i = 0; i < n; i++) {
      double rowK = 0;
      double rowL = 0;
      for (int j = 0; j < n; j++) {
        trace += k[i][j] * l[j][i];
        rowK += k[i][j];
        rowL += l[i][j];
      }
      sumK += rowK;
      sumL += rowL;
      rows += rowK * rowL;
    }
    double products = sumK * sumL / ((n - 1.0) * (n - 2));
    return (trace + products - 2.0 / (n - 2) * rows) / (n * (n - 3.0));
  }
}
