package io.retort.data.synthetic;

/** Draws soft-edged lines. */
final class Brush {
  private Brush() {}

  /**
   * Raises the coverage of pixels within the pen's reach of a segment, with a soft edge of a pixel.
   *
   * @param coverage share of each pixel that is covered, row-major
   */
  static void segment(
      double[] coverage,
      int height,
      int width,
      double x0,
      double y0,
      double x1,
      double y1,
      double pen) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length2 = Math.max(1e-9, dx * dx + dy * dy);
    int top = (int) Math.max(0, Math.min(y0, y1) - pen - 1);
    int bottom = (int) Math.min(height - 1, Math.max(y0, y1) + pen + 1);
    int left = (int) Math.max(0, Math.min(x0, x1) - pen - 1);
    int right = (int) Math.min(width - 1, Math.max(x0, x1) + pen + 1);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double along = ((x - x0) * dx + (y - y0) * dy) / length2;
        double t = Math.max(0, Math.min(1, along));
        double ox = x - x0 - t * dx;
        double oy = y - y0 - t * dy;
        double inside = pen + .5 - Math.sqrt(ox * ox + oy * oy);
        int p = y * width + x;
        coverage[p] = Math.max(coverage[p], Math.max(0, Math.min(1, inside)));
      }
    }
  }
}
