package io.retort.data.synthetic;

/**
 * Smooth noise over the plane: random slopes on a lattice, blended in between. The same on every
 * machine: whole-number hashing, plain arithmetic.
 */
final class Noise {
  /**
   * No noise is further from 0: slopes have length 1, so with blending shares w(i) of the corners
   * at distances d(i), |sum w(i) slope(i)| <= sum w(i) d(i) <= sqrt(sum w(i) d(i)^2) <= sqrt(1/2),
   * as along each axis fade leaves at most 1/4 of the squares, in the middle.
   */
  static final double MOST = 1.6 * Math.sqrt(.5);

  private static final double R = .7071067811865476;

  /** Slopes along x in eight directions. */
  private static final double[] SLOPES_X = {1, R, 0, -R, -1, -R, 0, R};

  /** Slopes along y in the same directions. */
  private static final double[] SLOPES_Y = {0, R, 1, R, 0, -R, -1, -R};

  private final long key;

  Noise(long key) {
    this.key = key;
  }

  /** Noise of about unit wavelength, about -1 to 1. */
  double at(double x, double y) {
    int column = floor(x);
    int row = floor(y);
    double u = x - column;
    double v = y - row;
    double a = fade(u);
    double b = fade(v);
    double top = slope(column, row, u, v) * (1 - a) + slope(column + 1, row, u - 1, v) * a;
    double low =
        slope(column, row + 1, u, v - 1) * (1 - a) + slope(column + 1, row + 1, u - 1, v - 1) * a;
    return 1.6 * (top * (1 - b) + low * b);
  }

  /** Octaves of noise, each turned and of half the wavelength and height of the one before. */
  double octaves(double x, double y, int count) {
    double sum = 0;
    double height = .6;
    double u = x;
    double v = y;
    for (int i = 0; i < count; i++) {
      sum += height * at(u, v);
      double turned = 1.6 * u - 1.2 * v + 5.2;
      v = 1.2 * u + 1.6 * v - 3.7;
      u = turned;
      height /= 2;
    }
    return sum;
  }

  /** Lines where the noise crosses zero: 1 on a line, 0 away from it. */
  double lines(double x, double y, double thickness) {
    double distance = Math.abs(at(x, y)) / thickness;
    return distance >= 1 ? 0 : 1 - distance * distance;
  }

  /**
   * Spots, one in most unit cells: 1 in a spot's middle, 0 beyond its radius.
   *
   * @param radius at most 0.5
   * @param share of the cells that have a spot
   */
  double spots(double x, double y, double radius, double share) {
    int column = floor(x);
    int row = floor(y);
    double most = 0;
    for (int r = row - 1; r <= row + 1; r++) {
      for (int c = column - 1; c <= column + 1; c++) {
        if (unit(hash(c, r, 3)) < share) {
          double dx = x - c - .2 - .6 * unit(hash(c, r, 1));
          double dy = y - r - .2 - .6 * unit(hash(c, r, 2));
          double own = radius * (.6 + .4 * unit(hash(c, r, 4)));
          double inside = 1 - (dx * dx + dy * dy) / (own * own);
          most = Math.max(most, inside);
        }
      }
    }
    return most;
  }

  /** 0 below {@code low}, 1 above {@code high}, smooth in between. */
  static double step(double low, double high, double value) {
    double t = Math.max(0, Math.min(1, (value - low) / (high - low)));
    return t * t * (3 - 2 * t);
  }

  /** A random slope at a lattice point, times the way to it. */
  private double slope(int column, int row, double u, double v) {
    int direction = (int) (hash(column, row, 0) >>> 61);
    return SLOPES_X[direction] * u + SLOPES_Y[direction] * v;
  }

  private long hash(int column, int row, int what) {
    long z =
        key + column * 0x9E3779B97F4A7C15L + row * 0xC2B2AE3D27D4EB4FL + what * 0x165667B19E3779F9L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static double unit(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }

  private static double fade(double t) {
    return t * t * t * (t * (6 * t - 15) + 10);
  }

  private static int floor(double x) {
    int whole = (int) x;
    return x < whole ? whole - 1 : whole;
  }
}
