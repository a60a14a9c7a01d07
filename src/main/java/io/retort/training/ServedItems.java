package io.retort.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.retort.data.augment.ImageBatches;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Items that stay bytes until a step asks for them: for sets that would not fit as numbers.
 *
 * @param batches serve the images
 * @param rows of the items in the tensor behind the batches
 * @param labels class of each item
 * @param teacherLogits shape (items, classes); absent where no teacher is used
 */
public record ServedItems(
    ImageBatches batches, int[] rows, int[] labels, @Nullable NDArray teacherLogits)
    implements Items {
  /** Checks that there is a label for each row. */
  public ServedItems {
    if (rows.length != labels.length || rows.length == 0) {
      throw new IllegalArgumentException(
          "rows [%d] and labels [%d] must be as many, and at least one"
              .formatted(rows.length, labels.length));
    }
  }

  /** The same with a teacher's answers. */
  public ServedItems taught(NDArray logits) {
    if (logits.getShape().get(0) != rows.length) {
      throw new IllegalArgumentException(
          "logits of [%d] items must be of the %d that are served"
              .formatted(logits.getShape().get(0), rows.length));
    }
    return new ServedItems(batches, rows, labels, logits);
  }

  /** The first ones, without a teacher's answers. */
  public ServedItems first(int count) {
    int most = Math.min(count, rows.length);
    return new ServedItems(batches, Arrays.copyOf(rows, most), Arrays.copyOf(labels, most), null);
  }

  @Override
  public int count() {
    return rows.length;
  }

  @Override
  public long pixels() {
    return batches.pixels();
  }

  @Override
  public Batch training(NDManager owner, int[] items, int epoch, int place) {
    long[] places = Arrays.stream(items).asLongStream().toArray();
    long[] classes = Arrays.stream(items).mapToLong(i -> labels[i]).toArray();
    int[] served = Arrays.stream(items).map(i -> rows[i]).toArray();
    ImageBatches.Served batch = batches.training(owner, served, epoch, place);
    return new Batch(
        batch.images(),
        owner.create(classes),
        teacherLogits == null
            ? null
            : teacherLogits.get(owner, new NDIndex("{}", owner.create(places))),
        batch.masks());
  }

  @Override
  public NDArray images(NDManager owner, int from, int to) {
    return batches.evaluation(owner, Arrays.copyOfRange(rows, from, to)).images();
  }
}
