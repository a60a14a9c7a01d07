package io.retort.data.sets;

import io.retort.data.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Melanoma images in folders {@code train|test/benign|malignant}, as used by khan2022. */
public final class MelanomaFolders {
  /** The classes. */
  public static final List<String> CLASSES = List.of("benign", "malignant");

  private static final Pattern IMAGE = Pattern.compile("(?i).+\\.(jpe?g|png)");

  private MelanomaFolders() {}

  /**
   * Lists the images; the parts are {@code train} and {@code test}. Nothing but the folders says
   * what belongs to the set; {@link PublishedSet} knows how many images there should be.
   *
   * @throws DataException when a folder is missing or empty
   */
  public static Listing read(Path folder) {
    List<Item> items = new ArrayList<>();
    for (String part : List.of("train", "test")) {
      for (int label = 0; label < CLASSES.size(); label++) {
        Path inner = folder.resolve(part).resolve(CLASSES.get(label));
        if (!Files.isDirectory(inner)) {
          throw new DataException(
              "%s is missing: the layout must be train|test/benign|malignant"
                  .formatted(inner.toAbsolutePath()));
        }
        List<Path> files = ImageFolders.files(inner, IMAGE);
        if (files.isEmpty()) {
          throw new DataException(
              "%s holds no images: complete the download".formatted(inner.toAbsolutePath()));
        }
        for (Path file : files) {
          String stem = ImageFolders.stem(file);
          String id = part + "/" + CLASSES.get(label) + "/" + stem;
          items.add(new Item(id, label, id, part, Picture.of(file), null));
        }
      }
    }
    return new Listing("melanoma folders", CLASSES, items, Availability.complete(items.size()));
  }
}
