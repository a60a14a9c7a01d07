package io.retort.data.download;

import io.retort.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file to fetch.
 *
 * @param address http or https
 * @param file where to put it
 * @param bytes its size; 0 when unknown
 * @param checksum its checksum; null when unknown
 */
public record Request(URI address, Path file, long bytes, @Nullable Checksum checksum) {
  /** Checks the values. */
  public Request {
    if (!Answer.isHttp(address)) {
      throw new DataException(
          "address [%s] must be http://HOST/... or https://HOST/...".formatted(address));
    }
    if (bytes < 0) {
      throw new DataException(
          "size [%d] of [%s] must be >= 0: 0 when unknown".formatted(bytes, address));
    }
    file = file.toAbsolutePath().normalize();
    if (file.getParent() == null) {
      throw new DataException(
          "[%s] must be a file in a folder: name one for [%s]".formatted(file, address));
    }
  }

  /** The folder that it is put into. */
  Path folder() {
    Path folder = file.getParent();
    if (folder == null) {
      throw new IllegalStateException("checked before: " + file);
    }
    return folder;
  }

  /** Its name in the folder. */
  String name() {
    return String.valueOf(file.getFileName());
  }

  /**
   * Whether it is there.
   *
   * @throws DataException when another file is in its place
   */
  boolean isThere() throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    String fault = Files.isRegularFile(file) ? fault(file) : "it is not a file";
    if (fault != null) {
      throw new DataException(
          "%s is there already, but %s: delete or move it, then run again".formatted(file, fault));
    }
    return true;
  }

  /** What is wrong with a file's size or checksum; null when nothing is. */
  @Nullable String fault(Path candidate) throws IOException {
    long size = Files.size(candidate);
    if (bytes > 0 && size != bytes) {
      return "its size [%d] must be [%d]".formatted(size, bytes);
    }
    if (checksum != null) {
      Checksum is = Checksum.of(candidate, checksum.algorithm());
      if (!checksum.matches(is)) {
        return "its checksum [%s] must be [%s]".formatted(is, checksum);
      }
    }
    return null;
  }
}
