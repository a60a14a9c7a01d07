package io.retort.data.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.retort.data.DataException;
import io.retort.data.catalogue.Pretrained.Entry;
import io.retort.data.catalogue.PretrainedFetching.Converter;
import io.retort.data.download.Checksum;
import io.retort.data.download.Download;
import io.retort.data.download.Patience;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainedFetchingTest {
  private static final byte[] BODY = "tensors of a network".getBytes(UTF_8);
  private static final String WEIGHTS = "net.safetensors";
  private static final String PTH = "net-0a1b2c3d.pth";

  /** A converter as it must be: aside, then renamed. */
  private static final Converter UPPER_CASE =
      (pth, safetensors) -> {
        Path aside = safetensors.resolveSibling("aside");
        Files.writeString(aside, Files.readString(pth).toUpperCase(java.util.Locale.ROOT));
        Files.move(aside, safetensors, StandardCopyOption.ATOMIC_MOVE);
      };

  @TempDir Path data;
  private Path folder;
  private HttpServer server;
  private String type = "application/octet-stream";
  private final List<String> said = new ArrayList<>();
  private int requests;

  @BeforeEach
  void serve() throws IOException {
    folder = data.resolve("pretrained");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests++;
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(200, BODY.length);
          exchange.getResponseBody().write(BODY);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Entry entry(String format, String checksum) {
    String name = format.equals("pth") ? PTH : "model.safetensors";
    return new Entry(
        "net",
        "somebody",
        "somebody/net",
        "http://localhost:" + server.getAddress().getPort() + "/a/" + name,
        format,
        0,
        checksum,
        "",
        "CC0",
        "https://example.org",
        List.of(0.5, 0.5, 0.5),
        List.of(0.5, 0.5, 0.5),
        224,
        "");
  }

  private void fetch(Entry entry, Converter converter, boolean keep) {
    Patience brief =
        new Patience(
            2,
            5,
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            Duration.ofSeconds(5));
    Download download = new Download(brief, 1 << 20, (done, total) -> {});
    new PretrainedFetching(download, converter, keep, said::add).fetch(entry, folder);
  }

  private String refusal(Entry entry, Converter converter) {
    return assertThrows(DataException.class, () -> fetch(entry, converter, false)).getMessage();
  }

  private static Converter never() {
    return (pth, safetensors) -> {
      throw new AssertionError("nothing is to be converted");
    };
  }

  private String sum() throws IOException {
    Path file = Files.write(data.resolve("sum"), BODY);
    return Checksum.of(file, "sha256").hex();
  }

  /** What lies in the folder, locks aside. */
  private Set<String> there() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> !name.endsWith(".part.lock"))
          .collect(Collectors.toSet());
    }
  }

  @Test
  void safetensorsAreFetchedRightToTheirPlaceAndOnce() throws IOException {
    Entry entry = entry("safetensors", "sha256:" + sum());
    fetch(entry, never(), false);
    assertEquals(Set.of(WEIGHTS), there());
    assertArrayEquals(BODY, Files.readAllBytes(folder.resolve(WEIGHTS)));
    fetch(entry, never(), false);
    assertEquals(1, requests, "what is there is not fetched again");
    String verified = folder.resolve(WEIGHTS) + " (sha256:" + sum() + " as published)";
    assertEquals(List.of("fetched: " + verified, "there already: " + verified), said);
  }

  @Test
  void whereNoChecksumIsKnownThatIsSaid() {
    fetch(entry("safetensors", ""), never(), false);
    assertTrue(
        said.get(0).endsWith("(not compared: no checksum of its publisher's is known here)"),
        said.get(0));
  }

  @Test
  void aFileWithAnotherChecksumIsRefused() throws IOException {
    String other = "sha256:" + "0".repeat(64);
    String message = refusal(entry("safetensors", other), never());
    assertTrue(
        message.contains("its checksum [sha256:%s] must be [%s]".formatted(sum(), other)), message);
    assertEquals(Set.of(), there());
  }

  @Test
  void aFileWhoseChecksumBeginsOtherwiseIsRefusedAndNotConverted() throws IOException {
    String message = refusal(entry("pth", "sha256-prefix:0a1b2c3d"), never());
    assertTrue(
        message.contains(
            "its checksum [sha256:%s] must be [sha256-prefix:0a1b2c3d]".formatted(sum())),
        message);
    assertEquals(Set.of(), there());
  }

  @Test
  void anotherFileInThePlaceIsNeverReplaced() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(WEIGHTS), "mine");
    String message = refusal(entry("safetensors", "sha256:" + sum()), never());
    assertTrue(message.contains("is there already, but its checksum"), message);
    assertEquals("mine", Files.readString(folder.resolve(WEIGHTS)));
    assertEquals(0, requests);
  }

  @Test
  void otherFormatsAreConvertedAndDeletedAndNotFetchedAgain() throws IOException {
    Entry entry = entry("pth", "sha256-prefix:" + sum().substring(0, 8));
    fetch(entry, UPPER_CASE, false);
    assertEquals(Set.of(WEIGHTS), there());
    assertEquals("TENSORS OF A NETWORK", Files.readString(folder.resolve(WEIGHTS)));
    fetch(entry, never(), false);
    assertEquals(1, requests);
    assertEquals(
        List.of(
            "fetched: %s (%s as published)".formatted(folder.resolve(PTH), entry.checksum()),
            "converted: " + folder.resolve(WEIGHTS),
            "there already: %s (as converted, or put there)".formatted(folder.resolve(WEIGHTS))),
        said);
  }

  @Test
  void whatWasConvertedIsKeptWhereAskedFor() throws IOException {
    fetch(entry("pth", ""), UPPER_CASE, true);
    assertEquals(Set.of(WEIGHTS, PTH), there());
    assertArrayEquals(BODY, Files.readAllBytes(folder.resolve(PTH)));
  }

  @Test
  void aFailedConversionLeavesNoWeightsAndIsTriedAgainWithoutFetching() throws IOException {
    Entry entry = entry("pth", "sha256-prefix:" + sum().substring(0, 10));
    for (Exception fault :
        List.of(new IllegalStateException("odd"), new IOException("disk full"))) {
      String message =
          refusal(
              entry,
              (pth, safetensors) -> {
                if (fault instanceof IOException io) {
                  throw io;
                }
                throw (RuntimeException) fault;
              });
      assertEquals(
          "%s is there, but cannot be converted (%s: %s): run again to convert it again, or put %s"
                  .formatted(
                      folder.resolve(PTH),
                      fault.getClass().getSimpleName(),
                      fault.getMessage(),
                      folder.resolve(WEIGHTS))
              + " there yourself",
          message);
      assertEquals(Set.of(PTH), there());
    }
    fetch(entry, UPPER_CASE, false);
    assertEquals(1, requests);
    assertEquals(Set.of(WEIGHTS), there());
  }

  @Test
  void aWebPageIsNotTakenForWeights() throws IOException {
    type = "text/html";
    for (String format : List.of("safetensors", "pth")) {
      String message = refusal(entry(format, ""), never());
      assertTrue(message.contains("answers with a web page"), message);
      assertEquals(Set.of(), there());
    }
  }
}
