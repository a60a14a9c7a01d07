package io.retort.data.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.retort.data.DataException;
import io.retort.data.catalogue.Catalogue.Entry;
import io.retort.data.catalogue.Catalogue.RemoteFile;
import io.retort.data.download.Checksum;
import io.retort.data.download.Download;
import io.retort.data.download.Patience;
import io.retort.data.sets.MiniFiles;
import io.retort.data.sets.PublishedSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  @TempDir Path data;
  private HttpServer server;
  private final Map<String, byte[]> served = new HashMap<>();
  private final List<String> said = new ArrayList<>();
  private int requests;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests++;
          byte[] body = served.get(exchange.getRequestURI().getPath().substring(1));
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private RemoteFile file(String name, byte[] body, String checksum, boolean archive) {
    served.put(name, body);
    return new RemoteFile(
        name,
        "http://localhost:" + server.getAddress().getPort() + "/" + name,
        body.length,
        checksum,
        archive,
        "");
  }

  private static Entry entry(String access, List<RemoteFile> files) {
    return new Entry(
        "ham10000",
        "HAM",
        "ham10000",
        List.of(),
        "https://example.org",
        "CC0",
        "someone",
        access,
        List.of("press the button", "unpack into DIR/ham10000"),
        files,
        "a table and images");
  }

  private Fetching fetching(boolean keep) {
    Patience brief =
        new Patience(
            2,
            5,
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            Duration.ofSeconds(5));
    return new Fetching(new Download(brief, 1 << 20, (done, total) -> {}), keep, said::add);
  }

  private static byte[] zip(String... names) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(MiniFiles.encoded(MiniFiles.picture(30, 20, name.length()), "jpeg"));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Test
  void everyPublishedSetButTheViewsIsInTheCatalogue() {
    List<String> readable =
        Stream.of(PublishedSet.values())
            .map(PublishedSet::id)
            .filter(i -> !i.equals("isic2019-7"))
            .toList();
    assertEquals(readable, Catalogue.all().stream().map(Entry::id).toList());
    for (Entry entry : Catalogue.all()) {
      assertEquals(data.resolve(entry.folder()), entry.set().folder(data), entry.id());
    }
  }

  @Test
  void everySetSaysWhereFromUnderWhichLicenceAndHow() {
    for (Entry entry : Catalogue.all()) {
      assertFalse(entry.licence().isBlank(), entry.id());
      assertFalse(entry.citation().isBlank(), entry.id());
      assertTrue(URI.create(entry.page()).getScheme().startsWith("http"), entry.page());
      assertEquals(entry.isOpen(), entry.steps().isEmpty(), entry.id());
      assertEquals(entry.isOpen(), !entry.files().isEmpty(), entry.id());
      for (RemoteFile file : entry.files()) {
        assertTrue(URI.create(file.address()).getScheme().startsWith("http"), file.address());
        if (!file.checksum().isEmpty()) {
          assertTrue(Checksum.parse(file.checksum()).hex().length() >= 32, file.name());
        }
      }
    }
  }

  @Test
  void theSumsOfMnistAreThoseOfTheRealFiles() throws IOException {
    String real = System.getenv("RETORT_DATA");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        real != null && Files.isDirectory(Path.of(real, "mnist")), "MNIST is not at hand");
    for (RemoteFile file : Catalogue.byId("mnist").files()) {
      Path path = Path.of(real, "mnist", file.name());
      assertEquals(file.bytes(), Files.size(path), file.name());
      assertEquals(Checksum.parse(file.checksum()), Checksum.of(path, "md5"), file.name());
    }
  }

  @Test
  void filesAreFetchedArchivesUnpackedAndTheSetCanBeRead() throws IOException {
    Path source = data.resolve("source");
    MiniFiles.ham(source);
    byte[] table = Files.readAllBytes(source.resolve("HAM10000_metadata.csv"));
    Entry entry =
        entry(
            "open",
            List.of(
                file("part_1.zip", zip("ISIC_1.jpg", "__MACOSX/._ISIC_1.jpg"), "", true),
                file("part_2.zip", zip("ISIC_2.jpg", "__MACOSX/._ISIC_2.jpg"), "", true),
                file("HAM10000_metadata.csv", table, "", false)));
    fetching(false).fetch(entry, data);
    assertEquals(2, PublishedSet.HAM10000.list(data).present().count());
    assertFalse(Files.exists(data.resolve("ham10000/part_1.zip")), "unpacked archives are deleted");
    assertEquals(3, requests);
    fetching(false).fetch(entry, data);
    assertEquals(3, requests, "what is there is not fetched again");
    assertTrue(said.get(0).contains("no checksum"), said.get(0));
  }

  @Test
  void archivesAreKeptWhereAskedFor() throws IOException {
    Entry entry = entry("open", List.of(file("part_1.zip", zip("ISIC_1.jpg"), "", true)));
    fetching(true).fetch(entry, data);
    assertTrue(Files.exists(data.resolve("ham10000/part_1.zip")));
    assertTrue(Files.exists(data.resolve("ham10000/part_1/ISIC_1.jpg")));
  }

  @Test
  void aFileThatIsNotThePublishedOneIsRefused() {
    byte[] body = "not the table".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Entry entry =
        entry("open", List.of(file("HAM10000_metadata.csv", body, "md5:" + "0".repeat(32), false)));
    String message =
        assertThrows(DataException.class, () -> fetching(false).fetch(entry, data)).getMessage();
    assertTrue(message.contains("0".repeat(32)), message);
    assertFalse(Files.exists(data.resolve("ham10000/HAM10000_metadata.csv")));
  }

  @Test
  void aSetBehindALoginSaysExactlyWhatToDo() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> fetching(false).fetch(entry("login", List.of()), data))
            .getMessage();
    assertTrue(message.contains("1. press the button"), message);
    assertTrue(message.contains("2. unpack into " + data + "/ham10000"), message);
    assertTrue(message.contains("Licence: CC0"), message);
    assertTrue(message.contains("https://example.org"), message);
  }

  @Test
  void aSummaryTellsOfClassesSplitsAndLeakage() {
    MiniFiles.ham(data.resolve("ham10000"));
    DataSummary summary = DataSummary.of(Catalogue.byId("ham10000"), data, "ham10000.png");
    assertEquals("at hand", summary.state());
    assertEquals(
        new DataSummary.ClassCount("VASC", 2, 1),
        summary.classes().get(summary.classes().size() - 1));
    assertEquals(2, summary.splits().size());
    assertTrue(summary.splits().get(0).leakage().stream().allMatch(l -> l.clean()));
    assertEquals(64, summary.fingerprint().length());
  }

  @Test
  void aBrokenSetSaysWhyAndAMissingOneThatItIs() {
    MiniFiles.text(data.resolve("ham10000/HAM10000_metadata.csv"), "nonsense");
    assertTrue(
        DataSummary.of(Catalogue.byId("ham10000"), data, "").state().contains("must include"));
    assertEquals("not at hand", DataSummary.of(Catalogue.byId("lgg"), data, "").state());
    assertEquals("not at hand", DataSummary.of(Catalogue.byId("lgg"), null, "").state());
  }

  @Test
  void generatedSetsStandForPublishedOnes() {
    for (GeneratedSet set : GeneratedSet.values()) {
      set.standsFor().forEach(Catalogue::byId);
    }
    assertEquals(
        GeneratedSet.values().length,
        Arrays.stream(GeneratedSet.values()).map(GeneratedSet::id).distinct().count());
    assertThrows(IllegalArgumentException.class, () -> Catalogue.byId("digits"));
  }
}
