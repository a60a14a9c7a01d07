package io.retort.data.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests of downloads share: a file, little patience and the folder's state. */
@Timeout(20)
abstract class DownloadCase {
  static final String NAME = "set.zip";
  static final String PART = NAME + ".part";
  static final String SIDE = NAME + ".part.json";
  static final byte[] CONTENT = bytes(200_000, 1);
  static final Patience PATIENCE =
      new Patience(
          3,
          40,
          Duration.ofMillis(2),
          Duration.ofMillis(8),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5));

  /** Calls a stall a stall soon. */
  static final Patience QUICK =
      new Patience(
          3,
          40,
          Duration.ofMillis(2),
          Duration.ofMillis(8),
          Duration.ofSeconds(2),
          Duration.ofMillis(500));

  @TempDir Path folder;

  static byte[] bytes(int n, long seed) {
    byte[] bytes = new byte[n];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  static Download download(Patience patience) {
    return new Download(patience, 1 << 20, (done, total) -> {});
  }

  Path file() {
    return folder.resolve(NAME);
  }

  /** Nothing is known of the file but its address. */
  Request request(URI address) {
    return new Request(address, file(), 0, null);
  }

  Request request(URI address, Checksum checksum) {
    return new Request(address, file(), 0, checksum);
  }

  Checksum sum(byte[] content) throws IOException {
    Path file = Files.createTempFile("sum", ".bin");
    try {
      return Checksum.of(Files.write(file, content), "sha256");
    } finally {
      Files.delete(file);
    }
  }

  boolean fetch(Request request) {
    return download(PATIENCE).fetch(request);
  }

  String refusal(Request request) {
    return refusal(PATIENCE, request);
  }

  String refusal(Patience patience, Request request) {
    return assertThrows(DataException.class, () -> download(patience).fetch(request)).getMessage();
  }

  static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), "says [" + part + "]: " + message);
    }
  }

  /** The whole file is there under its name, and nothing else but the lock. */
  void assertWhole(byte[] content) throws IOException {
    assertFolder(NAME);
    assertArrayEquals(content, Files.readAllBytes(file()));
  }

  /** The folder holds these files and the lock at most. */
  void assertFolder(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> there =
          files
              .map(f -> f.getFileName().toString())
              .filter(n -> !n.equals(NAME + ".part.lock"))
              .collect(Collectors.toSet());
      assertEquals(Set.of(names), there);
    }
  }
}
