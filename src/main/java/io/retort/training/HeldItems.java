package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;

/** Items that lie on the device, all at once: for small sets. */
public record HeldItems(Batch all) implements Items {
  @Override
  public int count() {
    return looked().count();
  }

  @Override
  public long pixels() {
    return looked().pixels();
  }

  @Override
  public Batch training(NDManager owner, int[] items, int epoch, int place) {
    NDIndex index = new NDIndex("{}", owner.create(Arrays.stream(items).asLongStream().toArray()));
    NDArray teacher = all.teacherLogits();
    return new Batch(
        all.images().get(owner, index),
        all.labels().get(owner, index),
        teacher == null ? null : teacher.get(owner, index));
  }

  @Override
  public NDArray images(NDManager owner, int from, int to) {
    return looked().images(owner, from, to);
  }

  private HeldImages looked() {
    return new HeldImages(all.images());
  }
}
