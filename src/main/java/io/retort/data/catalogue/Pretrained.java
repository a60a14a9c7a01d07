package io.retort.data.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import io.retort.data.catalogue.Catalogue.RemoteFile;
import java.nio.file.Path;
import java.util.List;

/**
 * Published ImageNet weights: one file for each network that has one.
 *
 * <p>A checksum stands here only where the publisher states one, on the file's page or, as far as
 * it goes, in the file's name. A size in bytes stands here only where several records agree on it.
 */
public final class Pretrained {
  private static final List<Entry> ALL =
      Catalogue.read("pretrained.json", new TypeReference<>() {});

  private static final List<String> UNREADABLE = List.of("keras_resnet50", "keras_resnet101");

  private Pretrained() {}

  /**
   * Weights of a network.
   *
   * @param id the network, as in the list of networks
   * @param title the publisher's name of the weights
   * @param address of the file
   * @param format {@code safetensors}, or {@code pth}, which is converted
   * @param bytes the file's size; 0 where it is not known exactly
   * @param checksum as in {@link RemoteFile}
   * @param stated the publisher's own words for the size
   * @param licence what is stated, and by whom
   * @param page the publisher's page
   * @param mean of red, green and blue in [0, 1], which is taken from the images ...
   * @param std ... before they are divided by this
   * @param side of the images
   * @param note what else must be known to use them
   */
  public record Entry(
      String id,
      String publisher,
      String title,
      String address,
      String format,
      long bytes,
      String checksum,
      String stated,
      String licence,
      String page,
      List<Double> mean,
      List<Double> std,
      int side,
      String note) {
    private static final int COLOURS = 3;

    /** Checks the values. */
    public Entry {
      if (!format.equals("safetensors") && !format.equals("pth")) {
        throw new IllegalArgumentException(
            "weights of %s: format [%s] must be safetensors or pth".formatted(id, format));
      }
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      if (mean.size() != COLOURS || std.size() != COLOURS) {
        throw new IllegalArgumentException(
            "weights of %s: mean %s and std %s must be of 3 colours".formatted(id, mean, std));
      }
      if (!std.stream().allMatch(s -> s > 0) || side < 1) {
        throw new IllegalArgumentException(
            "weights of %s: std %s and side [%d] must be > 0".formatted(id, std, side));
      }
    }

    /** Whether the file must be converted before it can be read. */
    public boolean isConverted() {
      return format.equals("pth");
    }

    /** Where the weights lie, once they can be read. */
    public Path weights(Path folder) {
      return folder.resolve(id + ".safetensors");
    }

    /** The file to fetch: the weights themselves, or under its own name what is converted. */
    public RemoteFile file() {
      String name =
          isConverted() ? address.substring(address.lastIndexOf('/') + 1) : id + ".safetensors";
      return new RemoteFile(name, address, bytes, checksum, false, stated);
    }
  }

  /** All weights. */
  public static List<Entry> all() {
    return ALL;
  }

  /**
   * Whether weights were published, but in a form that cannot be read here, so that no file can be
   * at hand: Keras's own, under its own names of tensors.
   */
  public static boolean isUnreadable(String id) {
    return UNREADABLE.contains(id);
  }

  /**
   * The weights of a network.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Entry byId(String id) {
    return ALL.stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "network [%s] has no published weights here: it must be one of %s"
                        .formatted(id, String.join(", ", ALL.stream().map(Entry::id).toList()))));
  }
}
