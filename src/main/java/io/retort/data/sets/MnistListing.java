package io.retort.data.sets;

import io.retort.data.GreyImages;
import io.retort.data.MnistFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** MNIST, or digits in its form, as a listing of grey images. */
public final class MnistListing {
  private MnistListing() {}

  /**
   * MNIST's files.
   *
   * @throws io.retort.data.DataException when a file is missing or broken
   */
  public static Listing read(Path folder) {
    return of("MNIST", MnistFiles.read(folder, "train"), MnistFiles.read(folder, "t10k"));
  }

  /** Digits in memory; parts are {@code train} and {@code test}. */
  public static Listing of(String name, GreyImages train, GreyImages test) {
    List<Item> items = new ArrayList<>();
    add(items, "train", train);
    add(items, "test", test);
    List<String> classes = IntStream.range(0, MnistFiles.CLASSES).mapToObj(d -> "" + d).toList();
    return new Listing(name, classes, items, Availability.complete(items.size()));
  }

  private static void add(List<Item> items, String part, GreyImages images) {
    int area = images.height() * images.width();
    String stamp = images.fingerprint();
    for (int i = 0; i < images.count(); i++) {
      String id = part + "/" + i;
      ByteBuffer pixels = ByteBuffer.wrap(images.pixels(), i * area, area);
      Picture image =
          new Picture.Raw(
              "digit " + id, stamp + " " + i, 1, images.height(), images.width(), () -> pixels);
      items.add(new Item(id, images.labels()[i], id, part, image, null));
    }
  }
}
