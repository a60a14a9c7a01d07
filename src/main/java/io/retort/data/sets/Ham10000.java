package io.retort.data.sets;

import io.retort.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * HAM10000: a metadata table with lesion ids, the ISIC 2018 task 3 one-hot ground truth, folders of
 * JPEGs and of lesion masks (Tschandl et al. 2018, doi:10.1038/sdata.2018.161).
 *
 * <p>The ground truth is optional; where it is there, it must agree with the metadata.
 */
public final class Ham10000 {
  /** The classes in the ground truth's order. */
  public static final List<String> CLASSES =
      List.of("MEL", "NV", "BCC", "AKIEC", "BKL", "DF", "VASC");

  private static final Pattern METADATA = Pattern.compile("(?i)HAM10000_metadata(\\.csv)?");
  private static final Pattern TRUTH =
      Pattern.compile("(?i)ISIC2018_Task3_Training_GroundTruth\\.csv");

  private Ham10000() {}

  /**
   * Lists the rows of the metadata; the group is the lesion.
   *
   * @param folder holds the tables and, at any depth, the images
   * @throws DataException when a table is missing or wrong, or the two disagree
   */
  public static Listing read(Path folder) {
    Path metadata = only(folder, METADATA, "HAM10000_metadata.csv");
    ImageFolders images = new ImageFolders(folder);
    List<Item> items = new ArrayList<>();
    Map<String, Integer> labels = new HashMap<>();
    Table.read(
        metadata,
        List.of("lesion_id", "image_id", "dx"),
        row -> {
          String id = row.needed("image_id");
          String dx = row.needed("dx");
          int label = CLASSES.indexOf(dx.toUpperCase(Locale.ROOT));
          if (label < 0) {
            throw row.wrong("dx [%s] must be one of %s".formatted(dx, CLASSES));
          }
          if (labels.put(id, label) != null) {
            throw row.wrong("image_id [%s] occurs twice: remove one of the rows".formatted(id));
          }
          items.add(
              new Item(id, label, row.needed("lesion_id"), "", images.image(id), images.mask(id)));
        });
    List<Path> truth = ImageFolders.files(folder, TRUTH);
    if (!truth.isEmpty()) {
      agree(truth.get(0), metadata, labels);
    }
    return new Listing("HAM10000", CLASSES, items, images.availability(items));
  }

  private static void agree(Path truth, Path metadata, Map<String, Integer> labels) {
    Map<String, Integer> left = new HashMap<>(labels);
    Table.read(
        truth,
        concat("image", CLASSES),
        row -> {
          String id = row.needed("image");
          int label = row.oneHot(CLASSES);
          Integer other = left.remove(id);
          if (other == null) {
            throw row.wrong("image [%s] must be in %s, once".formatted(id, metadata));
          }
          if (other != label) {
            throw row.wrong(
                "class [%s] of %s must be %s, as %s says"
                    .formatted(CLASSES.get(label), id, CLASSES.get(other), metadata));
          }
        });
    if (!left.isEmpty()) {
      throw new DataException(
          "%s lacks [%d] rows of %s, such as %s: get it again"
              .formatted(truth, left.size(), metadata, left.keySet().iterator().next()));
    }
  }

  /** The one file of a name in a folder or below it. */
  static Path only(Path folder, Pattern name, String expected) {
    List<Path> found = ImageFolders.files(folder, name);
    if (found.isEmpty()) {
      throw new DataException(
          "%s holds no %s: put the publisher's file there"
              .formatted(folder.toAbsolutePath(), expected));
    }
    if (found.size() > 1 && !Files.exists(folder.resolve(expected))) {
      throw new DataException(
          "%s: [%d] files %s must be one: keep one".formatted(folder, found.size(), found));
    }
    return found.size() > 1 ? folder.resolve(expected) : found.get(0);
  }

  static List<String> concat(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all;
  }
}
