package io.retort.data;

import java.nio.file.Files;
import java.nio.file.Path;

/** MNIST as its publisher ships it: four IDX files, gzipped or not, in a folder {@code mnist}. */
public final class MnistFiles {
  /** Classes of MNIST. */
  public static final int CLASSES = 10;

  private MnistFiles() {}

  /**
   * Reads one part.
   *
   * @param data the data directory, which holds {@code mnist/}, or that folder itself
   * @param part {@code train} or {@code t10k}
   * @throws DataException when a file is missing, broken, or does not fit its partner
   */
  public static GreyImages read(Path data, String part) {
    Path folder = folder(data);
    Path imageFile = file(folder, part + "-images", "idx3-ubyte");
    Path labelFile = file(folder, part + "-labels", "idx1-ubyte");
    IdxFile images = IdxFile.read(imageFile, 3);
    IdxFile labels = IdxFile.read(labelFile, 1);
    if (images.dimensions()[0] != labels.dimensions()[0]) {
      throw new DataException(
          "%s has [%d] images, but %s has [%d] labels: the files do not belong together"
              .formatted(imageFile, images.dimensions()[0], labelFile, labels.dimensions()[0]));
    }
    for (int i = 0; i < labels.values().length; i++) {
      int label = labels.values()[i] & 0xff;
      if (label >= CLASSES) {
        throw new DataException(
            "%s: label [%d] of item %d must be 0 to %d"
                .formatted(labelFile, label, i, CLASSES - 1));
      }
    }
    return new GreyImages(
        images.values(), labels.values(), images.dimensions()[1], images.dimensions()[2]);
  }

  /** The folder with the files: {@code data/mnist}, or the data directory itself. */
  public static Path folder(Path data) {
    if (!Files.isDirectory(data)) {
      throw new DataException(
          "data directory [%s] does not exist: set --data, -Dretort.data or RETORT_DATA"
              .formatted(data));
    }
    Path folder = data.resolve("mnist");
    return Files.isDirectory(folder) ? folder : data;
  }

  private static Path file(Path folder, String stem, String kind) {
    for (String name :
        new String[] {
          stem + "-" + kind + ".gz", stem + "-" + kind, stem + "." + kind, stem + "." + kind + ".gz"
        }) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new DataException(
        "%s holds no %s-%s(.gz): put MNIST's four IDX files there"
            .formatted(folder.toAbsolutePath(), stem, kind));
  }
}
