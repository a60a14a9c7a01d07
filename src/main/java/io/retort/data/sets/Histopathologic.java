package io.retort.data.sets;

import io.retort.data.DataException;
import io.retort.data.Subsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Histopathologic Cancer Detection: {@code train_labels.csv} and 96 x 96 {@code .tif} patches of
 * lymph node sections.
 */
public final class Histopathologic {
  /** The classes by the table's label. */
  public static final List<String> CLASSES = List.of("no tumour", "tumour");

  private Histopathologic() {}

  /**
   * Lists the rows of the table.
   *
   * @throws DataException when the table is missing or wrong
   */
  public static Listing read(Path folder) {
    Path table =
        Ham10000.only(folder, Pattern.compile("(?i)train_labels\\.csv"), "train_labels.csv");
    ImageFolders images = new ImageFolders(folder);
    List<Item> items = new ArrayList<>();
    Table.read(
        table,
        List.of("id", "label"),
        row -> {
          String id = row.needed("id");
          String label = row.needed("label");
          if (!label.equals("0") && !label.equals("1")) {
            throw row.wrong("label [%s] must be 0 or 1".formatted(label));
          }
          items.add(new Item(id, Integer.parseInt(label), id, "train", images.image(id), null));
        });
    return new Listing("histopathologic", CLASSES, items, images.availability(items));
  }

  /**
   * A random subset with equally many patches of both classes, such as the 20,000 of niyaz2023,
   * Section 4.1.
   *
   * @throws IllegalArgumentException when a class has too few images
   */
  public static Listing balanced(Listing all, int size, long seed) {
    Listing there = all.present();
    int[] everything = IntStream.range(0, there.count()).toArray();
    return there.pick(
        Subsets.stratified(
            there.labels(), everything, CLASSES.size(), size, seed, "balanced subset"));
  }
}
