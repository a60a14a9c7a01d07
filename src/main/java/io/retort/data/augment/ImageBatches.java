package io.retort.data.augment;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.retort.data.KeyedRandom;
import io.retort.data.cache.ImageTensor;
import io.retort.data.image.Raster;
import java.nio.ByteBuffer;

/**
 * Serves items of a tensor to the engine: copied as bytes, changed at random where asked, moved to
 * the device as bytes, and there made numbers.
 */
public final class ImageBatches {
  private final ImageTensor tensor;
  private final Augmentation augmentation;
  private final Normalisation normalisation;
  private final long seed;

  /**
   * Batches.
   *
   * @param normalisation of the image's channels
   * @throws IllegalArgumentException when the normalisation is for another number of channels
   */
  public ImageBatches(
      ImageTensor tensor, Augmentation augmentation, Normalisation normalisation, long seed) {
    if (normalisation.mean().length != tensor.imageChannels()) {
      throw new IllegalArgumentException(
          "normalisation of [%d] channels must be of the images' %d"
              .formatted(normalisation.mean().length, tensor.imageChannels()));
    }
    this.tensor = tensor;
    this.augmentation = augmentation;
    this.normalisation = normalisation;
    this.seed = seed;
  }

  /** Pixels of a plane. */
  public long pixels() {
    return (long) tensor.side() * tensor.side();
  }

  /**
   * A batch.
   *
   * @param images shape (N, channels, side, side), float32, normalised
   * @param masks shape (N, mask planes, side, side), float32, 0 or 1; no tensor where there are
   *     none
   */
  public record Served(NDArray images, @org.jspecify.annotations.Nullable NDArray masks) {}

  /**
   * Serves items, changed at random.
   *
   * @param manager owns the result and says on which device it is
   * @param items indices into the tensor
   * @param epoch and {@code place}, of the first item within it, key the random changes
   */
  public Served training(NDManager manager, int[] items, long epoch, int place) {
    byte[] bytes = new byte[Math.multiplyExact(items.length, tensor.itemSize())];
    for (int i = 0; i < items.length; i++) {
      Raster changed =
          augmentation.apply(
              tensor.raster(items[i]),
              tensor.imageChannels(),
              KeyedRandom.of(seed, "augmentation", epoch, place + i));
      System.arraycopy(changed.planes(), 0, bytes, i * tensor.itemSize(), tensor.itemSize());
    }
    return served(manager, bytes, items.length);
  }

  /** Serves items as they are. */
  public Served evaluation(NDManager manager, int[] items) {
    byte[] bytes = new byte[Math.multiplyExact(items.length, tensor.itemSize())];
    for (int i = 0; i < items.length; i++) {
      tensor.read(items[i], bytes, i * tensor.itemSize());
    }
    return served(manager, bytes, items.length);
  }

  private Served served(NDManager manager, byte[] bytes, int count) {
    int channels = tensor.imageChannels();
    int masks = tensor.channels() - channels;
    Shape shape = new Shape(count, tensor.channels(), tensor.side(), tensor.side());
    try (NDManager scope = manager.newSubManager()) {
      NDArray raw = scope.create(ByteBuffer.wrap(bytes), shape, DataType.UINT8);
      NDArray image = masks == 0 ? raw : raw.get(":, :{}", channels);
      float[] scale = new float[channels];
      float[] offset = new float[channels];
      for (int c = 0; c < channels; c++) {
        scale[c] = 1 / (255 * normalisation.deviation()[c]);
        offset[c] = -normalisation.mean()[c] / normalisation.deviation()[c];
      }
      Shape perChannel = new Shape(1, channels, 1, 1);
      NDArray numbers =
          image
              .toType(DataType.FLOAT32, true)
              .muli(scope.create(scale, perChannel))
              .addi(scope.create(offset, perChannel));
      numbers.attach(manager);
      if (masks == 0) {
        return new Served(numbers, null);
      }
      NDArray inside =
          raw.get(":, {}:", channels).gt(scope.create(127)).toType(DataType.FLOAT32, true);
      inside.attach(manager);
      return new Served(numbers, inside);
    }
  }
}
