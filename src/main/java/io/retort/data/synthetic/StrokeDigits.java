package io.retort.data.synthetic;

import io.retort.data.GreyImages;
import io.retort.data.KeyedRandom;
import java.util.SplittableRandom;

/**
 * Handwriting-like digits drawn from strokes, in MNIST's form: 28 x 28, white on black, 10 classes
 * in equal numbers.
 *
 * <p>Each image jitters the strokes' points, then turns, shears, scales and shifts them, varies pen
 * width and ink, and adds noise. The arithmetic is the same on every machine, so equal seeds give
 * equal bytes.
 */
public final class StrokeDigits {
  /** Height and width of an image. */
  public static final int SIDE = 28;

  private static final int CLASSES = 10;
  private static final int ARC_POINTS = 10;

  /** Polylines per digit as x, y pairs in the unit square, y downwards. */
  private static final double[][][] STROKES = {
    {arc(.5, .5, .24, .38, 0, 360)},
    {{.36, .26, .52, .12, .52, .88}},
    {join(arc(.49, .32, .23, .2, -170, 40), new double[] {.28, .86, .76, .86})},
    {arc(.47, .31, .22, .19, -150, 90), arc(.47, .68, .25, .2, -90, 150)},
    {{.58, .12, .22, .6, .8, .6}, {.62, .36, .6, .9}},
    {join(new double[] {.72, .13, .34, .13, .31, .46}, arc(.48, .65, .24, .22, -130, 140))},
    {join(new double[] {.64, .12, .4, .36}, arc(.5, .67, .21, .21, -170, 190))},
    {{.24, .14, .76, .14, .44, .88}},
    {arc(.5, .31, .19, .18, 90, 450), arc(.5, .68, .23, .2, -90, 270)},
    {join(arc(.5, .33, .2, .2, 20, 380), new double[] {.66, .6, .56, .88})},
  };

  private StrokeDigits() {}

  /**
   * Draws images; class i % 10 is drawn at place i.
   *
   * @param count number of images, >= 1
   * @param seed of the set
   * @param part name of the part, such as "train"; parts never share an image
   */
  public static GreyImages draw(int count, long seed, String part) {
    if (count < 1) {
      throw new IllegalArgumentException("count [%d] must be >= 1".formatted(count));
    }
    byte[] pixels = new byte[count * SIDE * SIDE];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % CLASSES);
      drawOne(pixels, i * SIDE * SIDE, labels[i], KeyedRandom.of(seed, "digit " + part, i));
    }
    return new GreyImages(pixels, labels, SIDE, SIDE);
  }

  private static void drawOne(byte[] pixels, int offset, int digit, SplittableRandom random) {
    double angle = spread(random, .22);
    double shear = spread(random, .25);
    double scaleX = 20 * (.95 + spread(random, .2));
    double scaleY = 20 * (1 + spread(random, .15));
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double shiftX = SIDE / 2.0 + spread(random, 2.5);
    double shiftY = SIDE / 2.0 + spread(random, 2);
    double pen = 1.15 + spread(random, .5);
    double ink = 215 + spread(random, 40);
    double[] coverage = new double[SIDE * SIDE];
    for (double[] stroke : STROKES[digit]) {
      double[] points = new double[stroke.length];
      for (int k = 0; k < stroke.length; k += 2) {
        double x = stroke[k] - .5 + spread(random, .045);
        double y = stroke[k + 1] - .5 + spread(random, .045);
        double slanted = x - shear * y;
        points[k] = shiftX + scaleX * (cos * slanted - sin * y);
        points[k + 1] = shiftY + scaleY * (sin * slanted + cos * y);
      }
      for (int k = 0; k + 3 < points.length; k += 2) {
        Brush.segment(
            coverage, SIDE, SIDE, points[k], points[k + 1], points[k + 2], points[k + 3], pen);
      }
    }
    for (int p = 0; p < coverage.length; p++) {
      double grain = spread(random, 25) + spread(random, 25);
      double value = coverage[p] * (ink + grain);
      pixels[offset + p] = (byte) Math.round(Math.max(0, Math.min(255, value)));
    }
  }

  private static double spread(SplittableRandom random, double half) {
    return (2 * random.nextDouble() - 1) * half;
  }

  private static double[] arc(double cx, double cy, double rx, double ry, int from, int to) {
    double[] points = new double[2 * ARC_POINTS];
    for (int i = 0; i < ARC_POINTS; i++) {
      double angle = StrictMath.toRadians(from + (to - from) * i / (ARC_POINTS - 1.0));
      points[2 * i] = cx + rx * StrictMath.cos(angle);
      points[2 * i + 1] = cy + ry * StrictMath.sin(angle);
    }
    return points;
  }

  private static double[] join(double[] first, double[] second) {
    double[] joined = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}
