package io.retort.data.sets;

import com.fasterxml.jackson.annotation.JsonValue;
import io.retort.data.DataException;
import io.retort.data.ImageSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The published sets that can be read, by the name of their folder in the data directory, with the
 * number of rows: those of the publisher's table where there is one; else images of all parts (ISIC
 * 2016: 900 + 379; 2017: 2,000 + 150 + 600; 2018: 2,594 + 100 + 1,000, as the challenges' pages
 * give them; melanoma: 9,605 + 1,000, as users list that download; LGG: 3,929, niyaz2023 Section
 * 4.1).
 */
public enum PublishedSet implements ImageSource {
  /** {@link MnistListing}. */
  MNIST("mnist", "mnist", 70_000, (data, folder) -> MnistListing.read(folder)),
  /** {@link Cifar10}. */
  CIFAR10("cifar10", "cifar-10-batches-bin", 60_000, (data, folder) -> Cifar10.read(folder)),
  /** {@link Ham10000}. */
  HAM10000("ham10000", "ham10000", 10_015, (data, folder) -> Ham10000.read(folder)),
  /** {@link Isic2019}; images that are missing are taken from HAM10000. */
  ISIC2019("isic2019", "isic2019", 25_331, PublishedSet::isic2019),
  /** {@link Isic2019#sevenClasses}. */
  ISIC2019_SEVEN(
      "isic2019-7",
      "isic2019",
      25_331,
      (data, folder) -> Isic2019.sevenClasses(isic2019(data, folder))),
  /** {@link SegmentationPairs}. */
  ISIC2016("isic2016", "isic2016", 1_279, (data, f) -> SegmentationPairs.read("ISIC 2016", f)),
  /** {@link SegmentationPairs}. */
  ISIC2017("isic2017", "isic2017", 2_750, (data, f) -> SegmentationPairs.read("ISIC 2017", f)),
  /** {@link SegmentationPairs}. */
  ISIC2018("isic2018", "isic2018", 3_694, (data, f) -> SegmentationPairs.read("ISIC 2018", f)),
  /** {@link MelanomaFolders}. */
  MELANOMA("melanoma", "melanoma", 10_605, (data, folder) -> MelanomaFolders.read(folder)),
  /** {@link Ph2}. */
  PH2("ph2", "ph2", 200, (data, folder) -> Ph2.read(folder)),
  /** {@link DermaMnist}. */
  DERMAMNIST("dermamnist", "dermamnist", 10_015, (data, folder) -> DermaMnist.read(folder)),
  /** {@link Histopathologic}. */
  HISTOPATHOLOGIC(
      "histopathologic",
      "histopathologic",
      220_025,
      (data, folder) -> Histopathologic.read(folder)),
  /** {@link LggMri}. */
  LGG("lgg", "lgg", 3_929, (data, folder) -> LggMri.read(folder));

  private final String id;
  private final String folder;
  private final int rows;
  private final BiFunction<Path, Path, Listing> reader;

  PublishedSet(String id, String folder, int rows, BiFunction<Path, Path, Listing> reader) {
    this.id = id;
    this.folder = folder;
    this.rows = rows;
    this.reader = reader;
  }

  private static Listing isic2019(Path data, Path folder) {
    Path ham = data.resolve("ham10000");
    return Isic2019.read(folder, Files.isDirectory(ham) ? ham : null);
  }

  /** Its name on the command line. */
  @JsonValue
  public String id() {
    return id;
  }

  /** Its folder in the data directory. */
  public Path folder(Path data) {
    return data.resolve(folder);
  }

  /**
   * The set of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static PublishedSet byId(String id) {
    return Arrays.stream(values())
        .filter(set -> set.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "data set [%s] must be one of %s"
                        .formatted(
                            id,
                            String.join(
                                ", ", Arrays.stream(values()).map(PublishedSet::id).toList()))));
  }

  /** Whether its folder is there. */
  public boolean isAtHand(@Nullable Path data) {
    return data != null && Files.isDirectory(folder(data));
  }

  @Override
  public Listing list(@Nullable Path data) {
    if (data == null) {
      throw new DataException(
          "%s needs a data directory: name it by --data, -Dretort.data or RETORT_DATA"
              .formatted(id));
    }
    Listing found = reader.apply(data, folder(data));
    return new Listing(
        found.name(), found.classes(), found.items(), found.availability().ofPublished(rows));
  }
}
