package io.retort.data.catalogue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.retort.data.download.Checksum;
import io.retort.data.download.Request;
import io.retort.data.sets.PublishedSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The published sets: addresses, sizes, licences, checksums.
 *
 * <p>A checksum stands here only where the publisher, or the record its publisher keeps, states
 * one.
 */
public final class Catalogue {
  private static final List<Entry> ALL = read("catalogue.json", new TypeReference<>() {});

  private Catalogue() {}

  /**
   * A published set.
   *
   * @param id as in {@link PublishedSet}
   * @param folder in the data directory
   * @param papers whose experiments use it
   * @param page the publisher's page
   * @param access {@code open}, or what must be done first
   * @param steps how to get it where it is not open
   * @param files to fetch where it is open
   * @param layout what the reader expects in the folder
   */
  public record Entry(
      String id,
      String title,
      String folder,
      List<String> papers,
      String page,
      String licence,
      String citation,
      String access,
      List<String> steps,
      List<RemoteFile> files,
      String layout) {

    /** Whether it can be fetched without a login. */
    public boolean isOpen() {
      return access.equals("open");
    }

    /** Its reader. */
    public PublishedSet set() {
      return PublishedSet.byId(id);
    }
  }

  /**
   * A file of a set.
   *
   * @param bytes its size; 0 where the publisher states none exactly
   * @param checksum such as {@code md5:...}, see {@link Checksum}; empty where none is known
   * @param archive whether it is unpacked
   * @param stated the publisher's own words for its size; may be empty
   */
  public record RemoteFile(
      String name, String address, long bytes, String checksum, boolean archive, String stated) {

    /** The folder it is unpacked into, below the set's. */
    public String unpackedName() {
      return name.replaceAll("(\\.tar)?\\.(zip|gz)$", "");
    }

    /** Its size in words. */
    public String size() {
      return bytes > 0 ? inWords(bytes) : stated.isEmpty() ? "size not stated" : stated;
    }

    /** A size in words. */
    public static String inWords(long bytes) {
      return bytes < 1 << 20
          ? "%d kB".formatted((bytes + 999) / 1000)
          : "%d MB".formatted((bytes + 999_999) / 1_000_000);
    }

    /** What to ask for so that it lies in a folder. */
    Request request(Path folder) {
      return new Request(
          URI.create(address),
          folder.resolve(name),
          bytes,
          checksum.isEmpty() ? null : Checksum.parse(checksum));
    }

    /** How far it is verified, in words. */
    String verified() {
      return checksum.isEmpty()
          ? "not compared: no checksum of its publisher's is known here"
          : "%s as published".formatted(checksum);
    }
  }

  /** All sets. */
  public static List<Entry> all() {
    return ALL;
  }

  /**
   * The set of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Entry byId(String id) {
    return ALL.stream()
        .filter(entry -> entry.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "data set [%s] must be one of %s"
                        .formatted(id, String.join(", ", ALL.stream().map(Entry::id).toList()))));
  }

  /** A list that lies beside this class. */
  static <T> List<T> read(String name, TypeReference<List<T>> type) {
    try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return List.copyOf(JsonMapper.builder().build().readValue(in, type));
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is damaged", e);
    }
  }
}
