package io.retort.data.sets;

import io.retort.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * CIFAR-10's binary version: six files of 10,000 records, each a label and the red, green and blue
 * planes of a 32 x 32 image.
 */
public final class Cifar10 {
  /** Height and width of an image. */
  public static final int SIDE = 32;

  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private static final List<String> NAMES =
      List.of(
          "data_batch_1",
          "data_batch_2",
          "data_batch_3",
          "data_batch_4",
          "data_batch_5",
          "test_batch");

  private static final Pattern FILE = Pattern.compile("(data_batch_[1-5]|test_batch)\\.bin");
  private static final int PER_FILE = 10_000;
  private static final int PLANES = 3 * SIDE * SIDE;
  private static final int RECORD = 1 + PLANES;

  private Cifar10() {}

  /**
   * Lists the images; parts are {@code train} and {@code test}.
   *
   * @param folder holds the files at any depth; those that are not there count as missing
   * @throws DataException when no file is there, or one is broken
   */
  public static Listing read(Path folder) {
    List<Item> items = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<Path> files = ImageFolders.files(folder, FILE);
    for (String name : NAMES) {
      List<Path> found =
          files.stream().filter(file -> ImageFolders.stem(file).equals(name)).toList();
      if (found.isEmpty()) {
        for (int i = 0; i < PER_FILE; i++) {
          missing.add(name + "/" + i);
        }
      } else {
        addAll(items, found.get(0), name);
      }
    }
    if (items.isEmpty()) {
      throw new DataException(
          "%s holds none of data_batch_1.bin to data_batch_5.bin and test_batch.bin: put the files"
                  .formatted(folder.toAbsolutePath())
              + " of the binary version there");
    }
    return new Listing(
        "CIFAR-10",
        CLASSES,
        items,
        new Availability(items.size() + missing.size(), missing, List.of(), List.of()));
  }

  private static void addAll(List<Item> items, Path file, String name) {
    ByteBuffer records;
    long time;
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() != (long) PER_FILE * RECORD) {
        throw new DataException(
            "%s: size [%d] must be %d bytes: get it again"
                .formatted(file, channel.size(), PER_FILE * RECORD));
      }
      records = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      time = Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new DataException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
    String part = name.startsWith("test") ? "test" : "train";
    for (int i = 0; i < PER_FILE; i++) {
      int label = records.get(i * RECORD) & 0xff;
      if (label >= CLASSES.size()) {
        throw new DataException(
            "%s: label [%d] of record %d must be 0 to %d: this is not the binary version of CIFAR-10"
                .formatted(file, label, i, CLASSES.size() - 1));
      }
      ByteBuffer planes = records.slice(i * RECORD + 1, PLANES);
      String id = name + "/" + i;
      Picture image =
          new Picture.Raw(
              file + " record " + i,
              "%s %d %d".formatted(file.toAbsolutePath().normalize(), time, i),
              3,
              SIDE,
              SIDE,
              () -> planes);
      items.add(new Item(id, label, id, part, image, null));
    }
  }
}
