package io.retort.data.catalogue;

import io.retort.data.DataException;
import io.retort.data.catalogue.Catalogue.RemoteFile;
import io.retort.data.catalogue.Pretrained.Entry;
import io.retort.data.download.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Fetches published weights into a folder, so that they lie there as {@code ID.safetensors}: as
 * published, or converted from PyTorch's own format. A file that was converted is deleted, unless
 * it is to be kept.
 */
public final class PretrainedFetching {
  /** Converts a file of PyTorch's own format. */
  @FunctionalInterface
  public interface Converter {
    /**
     * Converts a file.
     *
     * @param pth is there, and left as it is
     * @param safetensors is not there; written aside, then renamed: there only when it is whole
     * @throws IOException when it cannot be read or written; other errors say what is wrong with it
     */
    void convert(Path pth, Path safetensors) throws IOException;
  }

  private final Download download;
  private final Converter converter;
  private final boolean keep;
  private final Consumer<String> say;

  /**
   * A way to fetch weights.
   *
   * @param keep whether files stay that were converted
   * @param say told a line for each thing done
   */
  public PretrainedFetching(
      Download download, Converter converter, boolean keep, Consumer<String> say) {
    this.download = download;
    this.converter = converter;
    this.keep = keep;
    this.say = say;
  }

  /**
   * Makes weights be there.
   *
   * @param folder of published weights; made when absent
   * @throws DataException when the file cannot be had or converted; there are no weights then
   */
  public void fetch(Entry entry, Path folder) {
    RemoteFile file = entry.file();
    Path weights = entry.weights(folder);
    if (entry.isConverted() && Files.isRegularFile(weights)) {
      say.accept("there already: %s (as converted, or put there)".formatted(weights));
      return;
    }
    boolean fetched = download.fetch(file.request(folder));
    Path target = folder.resolve(file.name());
    say.accept(
        "%s: %s (%s)".formatted(fetched ? "fetched" : "there already", target, file.verified()));
    if (entry.isConverted()) {
      convert(target, weights);
      say.accept("converted: " + weights);
      if (!keep) {
        delete(target);
      }
    }
  }

  private void convert(Path pth, Path weights) {
    try {
      converter.convert(pth, weights);
    } catch (IOException | RuntimeException e) { // the converter's errors are not known here
      throw new DataException(
          "%s is there, but cannot be converted (%s: %s): run again to convert it again, or put %s"
                  .formatted(pth, e.getClass().getSimpleName(), e.getMessage(), weights)
              + " there yourself",
          e);
    }
  }

  private static void delete(Path pth) {
    try {
      Files.delete(pth);
    } catch (IOException e) {
      throw new DataException(
          "%s was converted, but cannot be deleted (%s): delete it yourself"
              .formatted(pth, e.getMessage()),
          e);
    }
  }
}
