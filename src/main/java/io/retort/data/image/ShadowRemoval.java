package io.retort.data.image;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * Evens out lighting. A declared reading of the "pseudo-shadow removal" of zeng2024, which the
 * paper does not define: shading attenuation after Cavalcanti et al. 2010 (Shading attenuation in
 * human skin color images). A quadratic surface is fitted to the brightness (largest of red, green
 * and blue) of the skin near the four corners, and the image is divided by it.
 *
 * <p>Corner pixels darker than 70 % of the corners' brightest tenth do not count. Where those are
 * half of the pixels, a vignette fills the corners, no skin is seen there to tell the light by, and
 * the image stays as it is. Brightness changes by a factor of 2 at most.
 */
public final class ShadowRemoval {
  private static final double CORNER_SHARE = 0.2;
  private static final double STRONGEST = 2;
  private static final double BRIGHTEST = .1;
  private static final double SKIN = .7;
  private static final int TERMS = 6;
  private static final int FEWEST = 10 * TERMS;
  private static final int MOST_SAMPLES = 4000;

  private ShadowRemoval() {}

  /** The image as if lit evenly, with the mean brightness of its skin kept. */
  public static Raster of(Raster image) {
    double[] surface = surface(image);
    if (surface.length == 0) {
      return image;
    }
    double mean = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        mean += value(surface, image, y, x) / image.area();
      }
    }
    Raster even = Raster.blank(image.channels(), image.height(), image.width());
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double light = value(surface, image, y, x);
        double factor =
            light <= mean / STRONGEST ? STRONGEST : Math.max(1 / STRONGEST, mean / light);
        for (int c = 0; c < image.channels(); c++) {
          long bright = Math.round(image.at(c, y, x) * factor);
          even.planes()[(c * image.height() + y) * image.width() + x] =
              (byte) Math.min(255, bright);
        }
      }
    }
    return even;
  }

  /** Coefficients of the brightness surface; none where too little skin is seen to fit one. */
  private static double[] surface(Raster image) {
    int high = Math.max(1, (int) (CORNER_SHARE * image.height()));
    int wide = Math.max(1, (int) (CORNER_SHARE * image.width()));
    int stride = Math.max(1, (int) Math.sqrt(4.0 * high * wide / MOST_SAMPLES));
    int[] histogram = new int[256];
    int seen = 0;
    for (int y = 0; y < image.height(); y += stride) {
      for (int x = 0; x < image.width(); x += stride) {
        if (corner(image, y, x, high, wide)) {
          histogram[brightness(image, y, x)]++;
          seen++;
        }
      }
    }
    int bright = 255;
    for (int above = histogram[255]; BRIGHTEST * seen > above; above += histogram[bright]) {
      bright--;
    }
    double[][] rows = new double[seen][];
    double[] values = new double[seen];
    int used = 0;
    for (int y = 0; y < image.height(); y += stride) {
      for (int x = 0; x < image.width(); x += stride) {
        int value = brightness(image, y, x);
        if (corner(image, y, x, high, wide) && value >= SKIN * bright) {
          rows[used] = terms(image, y, x);
          values[used++] = value;
        }
      }
    }
    if (used < FEWEST || 2 * used < seen) {
      return new double[0];
    }
    try {
      return new QRDecomposition(
              new Array2DRowRealMatrix(java.util.Arrays.copyOf(rows, used), false), 1e-9)
          .getSolver()
          .solve(new ArrayRealVector(java.util.Arrays.copyOf(values, used), false))
          .toArray();
    } catch (SingularMatrixException e) {
      return new double[0]; // only one corner is bright enough
    }
  }

  private static boolean corner(Raster image, int y, int x, int high, int wide) {
    return (y < high || y >= image.height() - high) && (x < wide || x >= image.width() - wide);
  }

  private static int brightness(Raster image, int y, int x) {
    int most = 0;
    for (int c = 0; c < image.channels(); c++) {
      most = Math.max(most, image.at(c, y, x));
    }
    return most;
  }

  private static double[] terms(Raster image, int y, int x) {
    double v = 2.0 * y / image.height() - 1;
    double u = 2.0 * x / image.width() - 1;
    return new double[] {1, u, v, u * u, u * v, v * v};
  }

  private static double value(double[] surface, Raster image, int y, int x) {
    double[] terms = terms(image, y, x);
    double sum = 0;
    for (int i = 0; i < TERMS; i++) {
      sum += surface[i] * terms[i];
    }
    return sum;
  }
}
