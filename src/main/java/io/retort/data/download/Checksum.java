package io.retort.data.download;

import io.retort.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * A file's checksum as its publisher states it.
 *
 * @param algorithm {@code md5}, {@code sha256}, or {@code sha256-prefix} where only the first
 *     digits are published, as in the names of PyTorch's files
 * @param hex the sum or its first digits; kept in lower case
 */
public record Checksum(String algorithm, String hex) {
  private record Kind(String name, String whole, int fewest, int digits) {
    String bounds() {
      return fewest == digits ? "" + digits : fewest + " to " + digits;
    }
  }

  private static final Map<String, Kind> KINDS =
      Map.of(
          "md5", new Kind("MD5", "md5", 32, 32),
          "sha256", new Kind("SHA-256", "sha256", 64, 64),
          "sha256-prefix", new Kind("SHA-256", "sha256", 8, 64));

  /** Checks the values. */
  public Checksum {
    Kind kind = kind(algorithm);
    hex = hex.toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{%d,%d}".formatted(kind.fewest(), kind.digits()))) {
      throw new DataException(
          "%s checksum [%s] must be %s hexadecimal digits: copy it again"
              .formatted(algorithm, hex, kind.bounds()));
    }
  }

  /**
   * Reads a checksum.
   *
   * @param text such as {@code md5:d41d8cd98f00b204e9800998ecf8427e}
   */
  public static Checksum parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new DataException(
          "checksum [%s] names no algorithm: write md5:..., sha256:... or sha256-prefix:..."
              .formatted(text));
    }
    String algorithm = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    return new Checksum(algorithm, text.substring(colon + 1).strip());
  }

  /** The checksum of a file; for {@code sha256-prefix} the whole {@code sha256}. */
  public static Checksum of(Path file, String algorithm) throws IOException {
    Kind kind = kind(algorithm);
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(kind.name());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5 and SHA-256", e);
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return new Checksum(kind.whole(), HexFormat.of().formatHex(digest.digest()));
  }

  /** Whether a file's whole sum, as {@link #of} gives it, is this one or begins with it. */
  public boolean matches(Checksum whole) {
    return kind(algorithm).whole().equals(whole.algorithm) && whole.hex.startsWith(hex);
  }

  private static Kind kind(String algorithm) {
    Kind kind = KINDS.get(algorithm);
    if (kind == null) {
      throw new DataException(
          "checksum algorithm [%s] must be md5, sha256 or sha256-prefix: use one of these"
              .formatted(algorithm));
    }
    return kind;
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
