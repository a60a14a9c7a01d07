package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Weights that an optimizer moves as one: its arithmetic is done once for all of them instead of
 * once for each, which on networks of many small tensors took up to a fifth of a training (decision
 * 0017).
 *
 * @param weights at least one, all of one data type
 */
record Bucket(List<NDArray> weights) {
  /** Numbers in a bucket of several tensors at most: what fits a CPU's cache a few times. */
  private static final long MOST = 1 << 18;

  private static final Shape FLAT = new Shape(-1);

  /** Checks the data types. */
  Bucket {
    if (weights.stream().map(NDArray::getDataType).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "weights of data types %s must be at least one, and all of one type"
              .formatted(weights.stream().map(NDArray::getDataType).toList()));
    }
  }

  /** Weights in their order, a large one by itself. */
  static List<Bucket> of(List<NDArray> weights) {
    List<Bucket> buckets = new ArrayList<>();
    List<NDArray> open = new ArrayList<>();
    long held = 0;
    for (NDArray weight : weights) {
      if (!open.isEmpty() && held + weight.size() > MOST) {
        buckets.add(new Bucket(List.copyOf(open)));
        open.clear();
        held = 0;
      }
      open.add(weight);
      held += weight.size();
    }
    if (!open.isEmpty()) {
      buckets.add(new Bucket(List.copyOf(open)));
    }
    return buckets;
  }

  /** Zeros, as many as the weights have numbers, shape (numbers). */
  NDArray zeros(NDManager manager) {
    return manager.zeros(
        new Shape(weights.stream().mapToLong(NDArray::size).sum()), weights.get(0).getDataType());
  }

  /** The weights' numbers end to end. */
  NDArray values(NDManager scope) {
    NDList parts = new NDList();
    for (NDArray weight : weights) {
      NDArray part = weight.reshape(FLAT);
      part.attach(scope);
      parts.add(part);
    }
    return joined(parts);
  }

  /** A copy of their gradients end to end; the gradients, which must be finite, become zeros. */
  NDArray gradients(NDManager scope) {
    NDList own = new NDList();
    NDList parts = new NDList();
    for (NDArray weight : weights) {
      NDArray gradient = weight.getGradient();
      gradient.attach(scope);
      own.add(gradient);
      parts.add(gradient.reshape(FLAT));
    }
    NDArray all = joined(parts);
    own.forEach(gradient -> gradient.subi(gradient)); // muli(0) would make a tensor of the 0
    return all;
  }

  private static NDArray joined(NDList parts) {
    return parts.size() == 1 ? parts.get(0).duplicate() : NDArrays.concat(parts);
  }

  /** Takes a step's parts from the weights. */
  void subtract(NDArray step) {
    long[] ends = new long[weights.size() - 1];
    long end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += weights.get(i).size();
      ends[i] = end;
    }
    NDList parts = ends.length == 0 ? new NDList(step) : step.split(ends);
    for (int i = 0; i < weights.size(); i++) {
      weights.get(i).subi(parts.get(i).reshape(weights.get(i).getShape()));
    }
  }
}
