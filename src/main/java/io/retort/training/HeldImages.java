package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;

/**
 * Images that lie on the device, to be looked at only.
 *
 * @param all shape (N, C, H, W), float32
 */
public record HeldImages(NDArray all) implements Items {
  @Override
  public int count() {
    return Math.toIntExact(all.getShape().get(0));
  }

  @Override
  public long pixels() {
    return all.getShape().slice(2).size();
  }

  @Override
  public Batch training(NDManager owner, int[] items, int epoch, int place) {
    throw new IllegalStateException("images without labels cannot be trained on");
  }

  @Override
  public NDArray images(NDManager owner, int from, int to) {
    return all.get(owner, new NDIndex().addSliceDim(from, to));
  }
}
