package io.retort.data.sets;

import io.retort.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * DermaMNIST (MedMNIST v2): HAM10000 at 28 x 28 or another size, with the publisher's parts train,
 * validation and test. Read from {@code dermamnist*.npz}, or from a folder of JPEGs with {@code
 * labels.csv}.
 *
 * <p>The same lesions as HAM10000: never train on one and test on the other.
 */
public final class DermaMnist {
  /** The classes by the publisher's label. */
  public static final List<String> CLASSES =
      List.of("AKIEC", "BCC", "BKL", "DF", "MEL", "NV", "VASC");

  private static final Pattern NPZ = Pattern.compile("(?i)dermamnist.*\\.npz");
  private static final Pattern ID = Pattern.compile("DermaMNIST_(train|val|test)_\\d+");

  private DermaMnist() {}

  /**
   * Lists the images of a folder: of an {@code .npz} where one is there, else of the JPEGs.
   *
   * @throws DataException when neither is there, or it is broken
   */
  public static Listing read(Path folder) {
    List<Path> archives = ImageFolders.files(folder, NPZ);
    if (!archives.isEmpty()) {
      return archive(archives.get(0));
    }
    Path table = folder.resolve("labels.csv");
    if (!Files.exists(table)) {
      throw new DataException(
          "%s holds neither dermamnist.npz nor labels.csv: put one of them there"
              .formatted(folder.toAbsolutePath()));
    }
    ImageFolders images = new ImageFolders(folder);
    List<Item> items = new ArrayList<>();
    Table.read(
        table,
        List.of("image_id", "dx"),
        row -> {
          String id = row.needed("image_id");
          Matcher name = ID.matcher(id);
          if (!name.matches()) {
            throw row.wrong("image_id [%s] must be DermaMNIST_(train|val|test)_N".formatted(id));
          }
          String dx = row.needed("dx");
          int label = CLASSES.indexOf(dx.toUpperCase(Locale.ROOT));
          if (label < 0) {
            throw row.wrong("dx [%s] must be one of %s".formatted(dx, CLASSES));
          }
          items.add(new Item(id, label, id, part(name.group(1)), images.image(id), null));
        });
    return new Listing("DermaMNIST (JPEG)", CLASSES, items, images.availability(items));
  }

  private static String part(String name) {
    return name.equals("val") ? "validation" : name;
  }

  private static Listing archive(Path file) {
    List<Item> items = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String stamp =
          "%s %d %d"
              .formatted(
                  file.toAbsolutePath().normalize(),
                  Files.size(file),
                  Files.getLastModifiedTime(file).toMillis());
      for (String part : List.of("train", "val", "test")) {
        NpyArray images = array(zip, file, part + "_images", 4);
        NpyArray labels = array(zip, file, part + "_labels", 2);
        add(items, file, stamp, part, images, labels);
      }
    } catch (ZipException e) {
      throw new DataException(
          "%s is no whole .npz archive (%s): get it again".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    return new Listing("DermaMNIST", CLASSES, items, Availability.complete(items.size()));
  }

  private static NpyArray array(ZipFile zip, Path file, String name, int rank) throws IOException {
    ZipEntry entry = zip.getEntry(name + ".npy");
    if (entry == null) {
      throw new DataException("%s holds no array %s: this is not DermaMNIST".formatted(file, name));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return NpyArray.read(in, file + " array " + name, rank);
    }
  }

  private static void add(
      List<Item> items, Path file, String stamp, String part, NpyArray images, NpyArray labels) {
    int[] shape = images.shape();
    int count = shape[0];
    if (shape[3] != 3) {
      throw new DataException(
          "%s: shape %s of %s_images must end in 3 channels"
              .formatted(file, Arrays.toString(shape), part));
    }
    if (labels.shape()[0] != count || labels.shape()[1] != 1) {
      throw new DataException(
          "%s: shape %s of %s_labels must be [%d, 1]"
              .formatted(file, Arrays.toString(labels.shape()), part, count));
    }
    int area = shape[1] * shape[2];
    for (int i = 0; i < count; i++) {
      int label = labels.values()[i] & 0xff;
      if (label >= CLASSES.size()) {
        throw new DataException(
            "%s: label [%d] of %s item %d must be 0 to %d"
                .formatted(file, label, part, i, CLASSES.size() - 1));
      }
      String id = "DermaMNIST_%s_%05d".formatted(part, i);
      int from = i * area * 3;
      Picture image =
          new Picture.Raw(
              file + " " + id,
              stamp + " " + id,
              3,
              shape[1],
              shape[2],
              () -> planar(images.values(), from, area));
      items.add(new Item(id, label, id, part(part), image, null));
    }
  }

  private static ByteBuffer planar(byte[] interleaved, int from, int area) {
    byte[] planes = new byte[3 * area];
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < 3; c++) {
        planes[c * area + p] = interleaved[from + 3 * p + c];
      }
    }
    return ByteBuffer.wrap(planes);
  }
}
