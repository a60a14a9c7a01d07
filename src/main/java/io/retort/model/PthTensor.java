package io.retort.model;

import java.util.List;

/**
 * A tensor as torch stores it: some of a storage's elements, by strides.
 *
 * @param offset of the first, in elements of the storage
 * @param shape sizes, outermost first; none for a scalar
 * @param strides elements from one index to the next, for each size
 */
record PthTensor(Storage storage, long offset, List<Long> shape, List<Long> strides) {
  /**
   * A part of what the file holds under a key, or all of it.
   *
   * @param begin first element
   */
  record Storage(String key, Dtype dtype, long begin, long count) {}

  /**
   * How many elements of the storage lie from the first to the last, both included; {@link
   * Long#MAX_VALUE} where a long cannot tell.
   */
  long span() {
    if (shape.contains(0L)) {
      return 0;
    }
    try {
      long span = 1;
      for (int i = 0; i < shape.size(); i++) {
        span = Math.addExact(span, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
      }
      return span;
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  private boolean contiguous() {
    long stride = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) != 1 && strides.get(i) != stride) {
        return false;
      }
      stride *= shape.get(i);
    }
    return true;
  }

  /** The tensor's values, row-major, out of those of its span. */
  float[] gather(float[] span) {
    if (contiguous()) {
      return span;
    }
    float[] values = new float[Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b))];
    long[] index = new long[shape.size()];
    long from = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = span[(int) from];
      for (int d = index.length - 1; d >= 0; d--) { // the next index, like an odometer
        from += strides.get(d);
        if (++index[d] < shape.get(d)) {
          break;
        }
        from -= strides.get(d) * shape.get(d);
        index[d] = 0;
      }
    }
    return values;
  }
}
