package io.retort.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SHA-256 fingerprints in lower-case hexadecimal. */
public final class Fingerprint {
  private static final Map<Version, String> FILES = new ConcurrentHashMap<>();

  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Starts a fingerprint over several parts. */
  public static Fingerprint start() {
    return new Fingerprint();
  }

  /** The fingerprint of some bytes. */
  public static String of(byte[] bytes) {
    return start().add(bytes).hex();
  }

  /** A file as it was when it was read. */
  private record Version(Path file, long size, FileTime modified) {}

  /** The SHA-256 of a file's content; read once for each time that the file was changed. */
  public static String ofFile(Path file) {
    try {
      Version version =
          new Version(file.toAbsolutePath(), Files.size(file), Files.getLastModifiedTime(file));
      return FILES.computeIfAbsent(version, v -> read(v.file()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read %s (%s): allow reading".formatted(file, e.getMessage()), e);
    }
  }

  private static String read(Path file) {
    Fingerprint fingerprint = start();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        fingerprint.digest.update(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read %s (%s): allow reading".formatted(file, e.getMessage()), e);
    }
    return fingerprint.hex();
  }

  /**
   * The fingerprint of a value's canonical JSON: the same for equal records, in any field order.
   */
  public static String ofJson(Object value) {
    try {
      return of(Json.CANONICAL.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
    }
  }

  /** Adds bytes, preceded by their length, so that parts cannot run into each other. */
  public Fingerprint add(byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    return this;
  }

  /** Adds a text in UTF-8. */
  public Fingerprint add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The fingerprint; nothing may be added afterwards. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
