package io.retort.data.sets;

import io.retort.data.DataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ISIC 2019 training data: one-hot ground truth, metadata with lesion ids, a folder of JPEGs. The
 * challenge's test labels are not public, so papers split the training data.
 */
public final class Isic2019 {
  /** The classes in the ground truth's order. */
  public static final List<String> CLASSES =
      List.of("MEL", "NV", "BCC", "AK", "BKL", "DF", "VASC", "SCC");

  private static final List<String> SEVEN =
      List.of("MEL", "NV", "BCC", "AK/SCC", "BKL", "DF", "VASC");

  private static final int AK = CLASSES.indexOf("AK");
  private static final int SCC = CLASSES.indexOf("SCC");

  private Isic2019() {}

  /**
   * Lists the rows of the ground truth; the group is the lesion, where one is named.
   *
   * @param folder holds the tables and, at any depth, the images
   * @param more another folder with images of the same ids, such as HAM10000's, a subset of this
   *     set; used for those that {@code folder} lacks
   * @throws DataException when a table is missing or wrong, or the two disagree
   */
  public static Listing read(Path folder, @Nullable Path more) {
    Path truth =
        Ham10000.only(
            folder,
            Pattern.compile("(?i)ISIC_2019_Training_GroundTruth\\.csv"),
            "ISIC_2019_Training_GroundTruth.csv");
    Path metadata =
        Ham10000.only(
            folder,
            Pattern.compile("(?i)ISIC_2019_Training_Metadata\\.csv"),
            "ISIC_2019_Training_Metadata.csv");
    Map<String, String> lesions = new HashMap<>();
    Table.read(
        metadata,
        List.of("image", "lesion_id"),
        row -> {
          String id = row.needed("image");
          if (lesions.put(id, row.text("lesion_id")) != null) {
            throw row.wrong("image [%s] occurs twice: remove one of the rows".formatted(id));
          }
        });
    ImageFolders images = new ImageFolders(folder);
    ImageFolders others = more == null ? null : new ImageFolders(more);
    List<Item> items = new ArrayList<>();
    Table.read(
        truth,
        Ham10000.concat("image", CLASSES),
        row -> {
          String id = row.needed("image");
          String lesion = lesions.remove(id);
          if (lesion == null) {
            throw row.wrong("image [%s] must be in %s, once".formatted(id, metadata));
          }
          Picture image = images.image(id);
          if (image == null && others != null) {
            image = others.image(id);
          }
          int label = row.oneHot(CLASSES);
          items.add(new Item(id, label, lesion.isEmpty() ? id : lesion, "", image, null));
        });
    if (!lesions.isEmpty()) {
      throw new DataException(
          "%s lacks [%d] rows of %s, such as %s: get it again"
              .formatted(truth, lesions.size(), metadata, lesions.keySet().iterator().next()));
    }
    return new Listing("ISIC 2019", CLASSES, items, images.availability(items));
  }

  /**
   * The seven classes of vanmolle2021, Section 4.1.2: actinic keratosis and squamous cell carcinoma
   * are one.
   */
  public static Listing sevenClasses(Listing eight) {
    if (!eight.classes().equals(CLASSES)) {
      throw new IllegalArgumentException(
          "classes %s must be %s".formatted(eight.classes(), CLASSES));
    }
    return new Listing(
        eight.name() + ", 7 classes",
        SEVEN,
        eight.items().stream()
            .map(
                item ->
                    new Item(
                        item.id(),
                        item.label() == SCC ? AK : item.label(),
                        item.group(),
                        item.part(),
                        item.image(),
                        item.mask()))
            .toList(),
        eight.availability());
  }
}
