package io.retort.data.sets;

import io.retort.data.DataException;
import io.retort.data.image.ImageFile;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The image files below a folder by id, whatever the folders in between are called.
 *
 * <p>The id is the file's name without its ending. Where several folders hold an id, the folder
 * with most images wins, or the one whose image has the mask's size. Names that end in {@code
 * _segmentation}, {@code _mask} or {@code _lesion} are masks; superpixels (ISIC 2017), attributes
 * (ISIC 2018, task 2) and regions of interest (PH2) are left alone.
 */
final class ImageFolders {
  private static final Pattern IMAGE = Pattern.compile("(?i)(.+)\\.(jpe?g|png|tiff?|bmp)");
  private static final Pattern MASK = Pattern.compile("(?i)(.+?)(_segmentation|_mask|_lesion)");
  private static final Pattern OTHER =
      Pattern.compile("(?i).+(_superpixels|_roi|_R\\d+_Label\\d+|_attribute_\\w+)");
  private static final int DEPTH = 8;

  private final Path root;
  private final Map<String, List<Path>> images = new TreeMap<>();
  private final Map<String, Path> masks = new TreeMap<>();
  private final Set<String> asked = new HashSet<>();

  /**
   * Looks for images.
   *
   * @throws DataException when the folder is missing or unreadable
   */
  ImageFolders(Path root) {
    this.root = root;
    Map<Path, List<Path>> byFolder = new HashMap<>();
    for (Path file : files(root, IMAGE)) {
      byFolder.computeIfAbsent(parent(file), folder -> new ArrayList<>()).add(file);
    }
    List<List<Path>> folders = new ArrayList<>(byFolder.values());
    folders.sort(
        Comparator.<List<Path>>comparingInt(List::size)
            .reversed()
            .thenComparing(files -> files.get(0)));
    for (List<Path> folder : folders) {
      folder.forEach(this::add);
    }
  }

  /** Files below a folder whose name matches, in order; hidden ones are left alone. */
  static List<Path> files(Path root, Pattern name) {
    if (!Files.isDirectory(root)) {
      throw new DataException(
          "%s does not exist: put the data set's files there".formatted(root.toAbsolutePath()));
    }
    try (Stream<Path> all = Files.walk(root, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(file -> name.matcher(name(file)).matches())
          .filter(file -> !name(file).startsWith(".") && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new DataException("%s cannot be listed: %s".formatted(root, e.getMessage()), e);
    }
  }

  private void add(Path file) {
    String stem = stem(file);
    var mask = MASK.matcher(stem);
    if (mask.matches()) {
      masks.putIfAbsent(mask.group(1), file);
    } else if (!OTHER.matcher(stem).matches()) {
      images.computeIfAbsent(stem, id -> new ArrayList<>()).add(file);
    }
  }

  /** The image of an id; remembered as asked for. */
  @Nullable Picture image(String id) {
    asked.add(id);
    return images.containsKey(id) ? Picture.of(file(id)) : null;
  }

  /** The mask of an id. */
  @Nullable Picture mask(String id) {
    Path file = masks.get(id);
    return file == null ? null : Picture.mask(file);
  }

  /** All ids with an image, in order. */
  List<String> ids() {
    return List.copyOf(images.keySet());
  }

  /** All ids with an image or a mask, in order. */
  List<String> idsOfBoth() {
    Set<String> ids = new TreeSet<>(images.keySet());
    ids.addAll(masks.keySet());
    return List.copyOf(ids);
  }

  /** Where the image of an id lies: of several, the one that has its mask's size. */
  Path file(String id) {
    List<Path> copies = images.get(id);
    if (copies == null) {
      throw new IllegalArgumentException("no image [%s] below %s".formatted(id, root));
    }
    Path mask = masks.get(id);
    if (copies.size() > 1 && mask != null) {
      int[] size = ImageFile.size(mask);
      for (Path copy : copies) {
        if (Arrays.equals(size, ImageFile.size(copy))) {
          return copy;
        }
      }
    }
    return copies.get(0);
  }

  /** Images that nobody asked for. */
  List<String> extra() {
    return images.keySet().stream().filter(id -> !asked.contains(id)).toList();
  }

  /** What of some rows is there; to be asked after all images were. */
  Availability availability(List<Item> items) {
    List<String> missing =
        items.stream().filter(item -> item.image() == null).map(Item::id).toList();
    return new Availability(items.size(), missing, extra(), List.of());
  }

  static String stem(Path file) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  static Path parent(Path file) {
    Path parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
