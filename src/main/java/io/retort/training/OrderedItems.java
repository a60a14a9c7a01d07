package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.data.sampling.EpochOrder;
import java.util.function.LongFunction;

/**
 * Items in an order of their own, such as weighted draws or a curriculum.
 *
 * @param orders the order of each epoch, by the training's seed
 */
public record OrderedItems(Items items, LongFunction<EpochOrder> orders) implements Items {
  @Override
  public EpochOrder order(long seed) {
    return orders.apply(seed);
  }

  @Override
  public int count() {
    return items.count();
  }

  @Override
  public long pixels() {
    return items.pixels();
  }

  @Override
  public Batch training(NDManager owner, int[] wanted, int epoch, int place) {
    return items.training(owner, wanted, epoch, place);
  }

  @Override
  public NDArray images(NDManager owner, int from, int to) {
    return items.images(owner, from, to);
  }
}
