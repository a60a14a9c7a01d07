package io.retort.data.sets;

import io.retort.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lesion segmentation of ISIC 2016 (part 1), 2017 (part 1) and 2018 (task 1): folders of images and
 * of masks {@code ID_Segmentation.png}. A row is an image; it is missing when its mask is.
 */
public final class SegmentationPairs {
  /** The only class. */
  public static final List<String> CLASSES = List.of("lesion");

  private SegmentationPairs() {}

  /**
   * Lists the images. The part is told by the folder's name: training, validation or test.
   *
   * @param name of the set, such as "ISIC 2016"
   * @param folder holds images and masks at any depth
   * @throws DataException when there are no images or no masks
   */
  public static Listing read(String name, Path folder) {
    ImageFolders files = new ImageFolders(folder);
    List<Item> items = new ArrayList<>();
    List<String> unpaired = new ArrayList<>();
    boolean anyMask = false;
    boolean anyImage = false;
    for (String id : files.idsOfBoth()) {
      Picture mask = files.mask(id);
      Picture image = files.image(id);
      anyMask |= mask != null;
      anyImage |= image != null;
      boolean paired = image != null && mask != null;
      if (!paired) {
        unpaired.add(id + (mask == null ? " (its mask)" : ""));
      }
      String part = image == null ? "" : part(folder.relativize(files.file(id)));
      items.add(new Item(id, 0, id, part, paired ? image : null, mask));
    }
    if (!anyImage) {
      throw new DataException(
          "%s holds no images: put the publisher's image folder there"
              .formatted(folder.toAbsolutePath()));
    }
    if (!anyMask) {
      throw new DataException(
          "%s holds [%d] images, but no mask ID_Segmentation.png: put the ground truth there"
              .formatted(folder.toAbsolutePath(), items.size()));
    }
    return new Listing(
        name, CLASSES, items, new Availability(items.size(), unpaired, List.of(), List.of()));
  }

  private static String part(Path file) {
    String path = file.toString().toLowerCase(Locale.ROOT);
    return path.contains("train")
        ? "train"
        : path.contains("valid") ? "validation" : path.contains("test") ? "test" : "";
  }
}
