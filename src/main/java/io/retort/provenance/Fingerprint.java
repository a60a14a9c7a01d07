package io.retort.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 fingerprints in lower-case hexadecimal. */
public final class Fingerprint {
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
