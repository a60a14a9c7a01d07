package io.retort.data.sets;

import io.retort.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PH2: 200 dermoscopic images with a clinical diagnosis each, in {@code PH2_dataset.txt}; images
 * and masks {@code IMD..._lesion} lie at any depth (Mendonca et al. 2013).
 */
public final class Ph2 {
  /** The classes by the table's code. */
  public static final List<String> CLASSES = List.of("common nevus", "atypical nevus", "melanoma");

  private static final Pattern ROW =
      Pattern.compile("\\|\\|\\s*(IMD\\d+)\\s*\\|\\|[^|]*\\|\\|([^|]*)\\|\\|.*");

  private Ph2() {}

  /**
   * Lists the rows of the table.
   *
   * @throws DataException when the table is missing or wrong
   */
  public static Listing read(Path folder) {
    Path table = Ham10000.only(folder, Pattern.compile("(?i)PH2_dataset\\.txt"), "PH2_dataset.txt");
    ImageFolders images = new ImageFolders(folder);
    List<Item> items = new ArrayList<>();
    int number = 0;
    for (String line : lines(table)) {
      number++;
      Matcher row = ROW.matcher(line.strip());
      if (row.matches()) {
        String code = row.group(2).strip();
        if (!code.matches("[012]")) {
          throw new DataException(
              "%s line %d: clinical diagnosis [%s] must be 0, 1 or 2"
                  .formatted(table, number, code));
        }
        String id = row.group(1);
        items.add(new Item(id, Integer.parseInt(code), id, "", images.image(id), images.mask(id)));
      }
    }
    if (items.isEmpty()) {
      throw new DataException(
          "%s holds no rows \"|| IMD... ||\": this is not PH2's table".formatted(table));
    }
    return new Listing("PH2", CLASSES, items, images.availability(items));
  }

  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new DataException("%s is missing".formatted(table), e);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(table, e.getMessage()), e);
    }
  }
}
