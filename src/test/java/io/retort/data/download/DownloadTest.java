package io.retort.data.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.DataException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that answer properly, if not always what was hoped for. */
class DownloadTest extends DownloadCase {
  private static final String TAG = "\"one\"";

  @Test
  void aFileIsFetchedOnceAndThenFoundThere() throws IOException {
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      Request request = new Request(site.at("/a"), file(), CONTENT.length, sum(CONTENT));
      assertTrue(fetch(request));
      assertWhole(CONTENT);
      assertFalse(fetch(request));
      assertEquals(List.of("/a - -"), site.requests);
    }
  }

  @Test
  void theFolderIsMade() throws IOException {
    Path deep = folder.resolve("a/b/set.zip");
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      fetch(new Request(site.at("/"), deep, 0, null));
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(deep));
  }

  @Test
  void aFileOfUnknownSizeIsTakenToItsEnd() throws IOException {
    try (Site site = new Site(e -> Site.chunked(e, CONTENT))) {
      fetch(request(site.at("/")));
    }
    assertWhole(CONTENT);
  }

  @Test
  void anotherFileOfThatNameIsNeverReplaced() throws IOException {
    byte[] mine = {1, 2, 3};
    Files.write(file(), mine);
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      URI at = site.at("/");
      assertEquals(
          file()
              + " is there already, but its size [3] must be [200000]: delete or move it, then"
              + " run again",
          refusal(new Request(at, file(), CONTENT.length, sum(CONTENT))));
      assertSays(
          refusal(request(at, sum(CONTENT))),
          "its checksum [" + sum(mine) + "] must be [" + sum(CONTENT) + "]: delete or move it");
      assertEquals(List.of(), site.requests);
    }
    assertWhole(mine);
  }

  @Test
  void aFolderOfThatNameIsNeverReplaced() throws IOException {
    Files.createDirectory(file());
    assertSays(refusal(request(URI.create("http://127.0.0.1:1/"))), "it is not a file: delete or");
    assertFolder(NAME);
  }

  @Test
  void aFileThatAppearsMeanwhileIsNotReplaced() throws IOException {
    byte[] other = {7};
    try (Site site =
        new Site(
            e -> {
              Files.write(file(), other);
              Site.file(e, CONTENT, TAG);
            })) {
      assertSays(refusal(request(site.at("/"))), "appeared while it was fetched: delete or move");
    }
    assertArrayEquals(other, Files.readAllBytes(file()));
  }

  /** A part as a killed run leaves it: the first bytes, and whose they are. */
  private void leavePart(URI address, byte[] content, int length, String validator, long total)
      throws IOException {
    Files.write(folder.resolve(PART), Arrays.copyOf(content, length));
    Files.writeString(
        folder.resolve(SIDE),
        "{\"address\":\"%s\",\"total\":%d,\"validator\":\"%s\"}"
            .formatted(address, total, validator.replace("\"", "\\\"")));
  }

  @Test
  void aKilledRunIsContinuedExactlyWhereItStopped() throws IOException {
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      leavePart(site.at("/a"), CONTENT, 123_457, TAG, CONTENT.length);
      fetch(request(site.at("/a"), sum(CONTENT)));
      assertEquals(List.of("/a bytes=123457- \"one\""), site.requests);
    }
    assertWhole(CONTENT);
  }

  @Test
  void aRunKilledBeforeTheRenamingIsFinishedWithoutARequest() throws IOException {
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      leavePart(site.at("/a"), CONTENT, CONTENT.length, TAG, CONTENT.length);
      assertTrue(fetch(request(site.at("/a"), sum(CONTENT))));
      assertEquals(List.of(), site.requests);
    }
    assertWhole(CONTENT);
  }

  @Test
  void aWholePartOfUnknownSizeIsRecognisedByTheRefusedRange() throws IOException {
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      leavePart(site.at("/a"), CONTENT, CONTENT.length, TAG, 0);
      fetch(request(site.at("/a")));
      assertEquals(List.of("/a bytes=200000- \"one\""), site.requests);
    }
    assertWhole(CONTENT);
  }

  @Test
  void aPartLongerThanTheFileIsThrownAway() throws IOException {
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      leavePart(site.at("/a"), bytes(200_001, 9), 200_001, TAG, 0);
      fetch(request(site.at("/a"), sum(CONTENT)));
      assertEquals(List.of("/a bytes=200001- \"one\"", "/a - -"), site.requests);
    }
    assertWhole(CONTENT);
  }

  @Test
  void aPartIsThrownAwayWhenTheServerHasAnotherFileNow() throws IOException {
    byte[] newer = bytes(150_000, 2);
    try (Site site = new Site(e -> Site.file(e, newer, "\"two\""))) {
      leavePart(site.at("/a"), CONTENT, 100_000, TAG, CONTENT.length);
      fetch(request(site.at("/a"), sum(newer)));
      assertEquals(List.of("/a bytes=100000- \"one\""), site.requests);
    }
    assertWhole(newer);
  }

  @Test
  void aServerThatKnowsNoRangesMakesItStartOver() throws IOException {
    try (Site site =
        new Site(
            e -> {
              e.getResponseHeaders().set("ETag", TAG);
              Site.send(e, 200, CONTENT);
            })) {
      leavePart(site.at("/a"), CONTENT, 100_000, TAG, 0);
      fetch(request(site.at("/a")));
      assertEquals(List.of("/a bytes=100000- \"one\""), site.requests);
    }
    assertWhole(CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"address\":\"http://elsewhere/\",\"total\":200000,\"validator\":\"\\\"one\\\"\"}",
        "{\"total\":200000}",
        "{\"address\":",
        "[]",
        ""
      })
  void aPartOfUnknownOriginIsThrownAway(String side) throws IOException {
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      Files.write(folder.resolve(PART), bytes(1000, 5));
      Files.writeString(folder.resolve(SIDE), side);
      fetch(request(site.at("/a")));
      assertEquals(List.of("/a - -"), site.requests);
    }
    assertWhole(CONTENT);
  }

  @ParameterizedTest(name = "[{0}] of {1}")
  @CsvSource({
    "bytes 0-199999/200000, another start",
    "bytes 99999-199998/200000, one byte early",
    "bytes 100000-199998/200000, fewer than Content-Length",
    "bytes 100000-199999/199999, end beyond the total",
    "bytes 100000-199999/300000, another total",
    "bytes 100000-99999/200000, backwards",
    "'', nothing",
    "items 100000-199999/200000, another unit"
  })
  void anAnswerWithAWrongContentRangeIsNotAppended(String range, String what) throws IOException {
    try (Site site =
        new Site(
            e -> {
              if (e.getRequestHeaders().containsKey("Range")) {
                e.getResponseHeaders().set("Content-Range", range);
                Site.send(e, 206, Arrays.copyOfRange(CONTENT, 100_000, 200_000));
              } else {
                Site.send(e, 200, CONTENT);
              }
            })) {
      leavePart(site.at("/a"), CONTENT, 100_000, TAG, CONTENT.length);
      fetch(request(site.at("/a")));
      assertEquals(List.of("/a bytes=100000- \"one\"", "/a - -"), site.requests);
    }
    assertWhole(CONTENT);
  }

  @Test
  void theRestOfAnotherFileIsNotAppended() throws IOException {
    byte[] newer = bytes(200_000, 2);
    try (Site site =
        new Site(
            e -> {
              e.getResponseHeaders().set("ETag", "\"two\"");
              if (e.getRequestHeaders().containsKey("Range")) { // whatever If-Range says
                e.getResponseHeaders().set("Content-Range", "bytes 100000-199999/200000");
                Site.send(e, 206, Arrays.copyOfRange(newer, 100_000, 200_000));
              } else {
                Site.send(e, 200, newer);
              }
            })) {
      leavePart(site.at("/a"), CONTENT, 100_000, TAG, CONTENT.length);
      fetch(request(site.at("/a")));
      assertEquals(2, site.requests.size());
    }
    assertWhole(newer);
  }

  @Test
  void aServerThatInsistsOnAPieceIsGivenUp() throws IOException {
    try (Site site =
        new Site(
            e -> {
              e.getResponseHeaders().set("Content-Range", "bytes 5-9/200000");
              Site.send(e, 206, new byte[5]);
            })) {
      assertSays(
          refusal(request(site.at("/"))),
          "gave up",
          "after [3] requests",
          "Content-Range [bytes 5-9/200000] does not fit the bytes asked for, [0] to the last");
    }
    assertFolder();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 408, 429})
  void aPassingFailureIsTriedAgain(int status) throws IOException {
    List<Integer> calls = new ArrayList<>();
    try (Site site =
        new Site(
            e -> {
              calls.add(1);
              if (calls.size() < 3) {
                Site.send(e, status, new byte[0]);
              } else {
                Site.file(e, CONTENT, TAG);
              }
            })) {
      fetch(request(site.at("/")));
    }
    assertEquals(3, calls.size());
    assertWhole(CONTENT);
  }

  @Test
  void aServerThatStaysAwayIsGivenUp() throws IOException {
    try (Site site = new Site(e -> Site.send(e, 503, new byte[0]))) {
      assertEquals(
          "gave up on ["
              + site.at("/")
              + "] after [3] requests, the last [3] without progress"
              + " (status [503]): check the network, then run again",
          refusal(request(site.at("/"))));
      assertEquals(3, site.requests.size());
    }
    assertFolder();
  }

  @Test
  void theWaitAServerAsksForIsKept() throws IOException {
    List<Long> times = new ArrayList<>();
    try (Site site =
        new Site(
            e -> {
              times.add(System.nanoTime());
              if (times.size() == 1) {
                e.getResponseHeaders().set("Retry-After", "1");
                Site.send(e, 429, new byte[0]);
              } else {
                Site.file(e, CONTENT, TAG);
              }
            })) {
      fetch(request(site.at("/")));
    }
    long waited = TimeUnit.NANOSECONDS.toMillis(times.get(1) - times.get(0));
    assertTrue(waited >= 950, "waited " + waited + " ms");
    assertWhole(CONTENT);
  }

  @Test
  void theWaitMayBeADate() {
    long asked = asked(Instant.now().plusSeconds(60));
    assertTrue(asked >= 50 && asked <= 60, "a date has whole seconds: " + asked);
    assertEquals(0, asked(Instant.now().minusSeconds(60)), "a date that has passed");
  }

  private long asked(Instant until) {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atZone(ZoneOffset.UTC));
    HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of(date)), (n, v) -> true);
    Request request = request(URI.create("http://host/a"));
    Hiccup e = assertThrows(Hiccup.class, () -> new Answer(503, headers).check(request));
    return e.asked().toSeconds();
  }

  @Test
  void aWaitBeyondTheBoundIsRefused() throws IOException {
    try (Site site =
        new Site(
            e -> {
              e.getResponseHeaders().set("Retry-After", "3600");
              Site.send(e, 429, new byte[0]);
            })) {
      assertEquals(
          "["
              + site.at("/")
              + "] asks to wait [3600] s (status [429]), more than [2] s: run again"
              + " later",
          refusal(request(site.at("/"))));
      assertEquals(1, site.requests.size());
    }
    assertFolder();
  }

  @ParameterizedTest
  @CsvSource({
    "401, refuses access (status [401]): get the file in a browser",
    "403, refuses access (status [403]): get the file in a browser",
    "404, is not there (status [404]): check the address",
    "410, is not there (status [410]): check the address",
    "400, answers with status [400]",
    "204, answers with status [204]"
  })
  void aFinalRefusalIsNotTriedAgain(int status, String message) throws IOException {
    try (Site site = new Site(e -> Site.send(e, status, new byte[0]))) {
      assertSays(refusal(request(site.at("/x"))), "[" + site.at("/x") + "] " + message);
      assertEquals(1, site.requests.size());
    }
    assertFolder();
  }

  @Test
  void aRefusalKeepsWhatIsThere() throws IOException {
    try (Site site = new Site(e -> Site.send(e, 403, new byte[0]))) {
      leavePart(site.at("/a"), CONTENT, 1000, TAG, CONTENT.length);
      refusal(request(site.at("/a")));
    }
    assertFolder(PART, SIDE);
  }

  @Test
  void aLoginPageInPlaceOfTheArchiveIsRefused() throws IOException {
    byte[] page = "<html>Log in</html>".getBytes(StandardCharsets.UTF_8);
    try (Site site =
        new Site(
            e -> {
              e.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
              Site.send(e, 200, page);
            })) {
      assertEquals(
          "["
              + site.at("/x")
              + "] answers with a web page (Content-Type [text/html;"
              + " charset=utf-8]) in place of [set.zip]: a login is probably needed: get the file"
              + " in a browser and put it at "
              + file(),
          refusal(request(site.at("/x"))));
      assertFolder();
      Path wanted = folder.resolve("licence.html");
      fetch(new Request(site.at("/x"), wanted, 0, null));
      assertArrayEquals(page, Files.readAllBytes(wanted), "a page that is wanted is no login");
    }
  }

  @Test
  void anEncodedBodyIsRefused() throws IOException {
    List<String> asked = new ArrayList<>();
    try (Site site =
        new Site(
            e -> {
              asked.add(e.getRequestHeaders().getFirst("Accept-Encoding"));
              e.getResponseHeaders().set("Content-Encoding", "gzip");
              Site.send(e, 200, CONTENT);
            })) {
      assertSays(
          refusal(request(site.at("/"))), "Content-Encoding [gzip] where identity was asked");
    }
    assertEquals(List.of("identity"), asked);
    assertFolder();
  }

  @Test
  void anotherSizeThanDeclaredIsRefusedBeforeTheBody() throws IOException {
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      for (long declared : new long[] {199_999, 200_001}) {
        assertSays(
            refusal(new Request(site.at("/"), file(), declared, null)),
            "has [200000] bytes, but [" + declared + "] are declared");
        assertFolder();
      }
      assertEquals(2, site.requests.size());
    }
  }

  @Test
  void moreBytesThanDeclaredAreRefused() throws IOException {
    try (Site site = new Site(e -> Site.chunked(e, CONTENT))) {
      assertSays(
          refusal(new Request(site.at("/"), file(), 100_000, null)),
          "more than the [100000] declared");
      assertEquals(1, site.requests.size());
    }
    assertFolder();
  }

  @Test
  void fewerBytesThanDeclaredAreNotTheFile() throws IOException {
    try (Site site = new Site(e -> Site.chunked(e, CONTENT))) {
      assertSays(
          refusal(new Request(site.at("/"), file(), 200_001, null)),
          "truncated: ended after [200000] of [200001] bytes");
    }
    assertFolder();
  }

  @Test
  void aBodyBeyondTheBoundIsRefused() throws IOException {
    byte[] large = new byte[(1 << 20) + 1];
    try (Site told = new Site(e -> Site.send(e, 200, large));
        Site untold = new Site(e -> Site.chunked(e, large))) {
      assertSays(
          refusal(request(told.at("/"))), "sends [1048577] bytes, more than the [1048576] allowed");
      assertSays(
          refusal(request(untold.at("/"))), "more than the [1048576] allowed: declare its size");
    }
    assertFolder();
  }

  @Test
  void anEmptyBodyIsNotAFile() throws IOException {
    try (Site site = new Site(e -> Site.chunked(e, new byte[0]))) {
      assertSays(refusal(request(site.at("/"))), "gave up", "ended after [0] of");
    }
    assertFolder();
  }

  @Test
  void aDamagedFileIsFetchedOnceMore() throws IOException {
    byte[] damaged = CONTENT.clone();
    damaged[150_000] ^= 1;
    List<Integer> calls = new ArrayList<>();
    try (Site site =
        new Site(
            e -> {
              calls.add(1);
              Site.file(e, calls.size() == 1 ? damaged : CONTENT, TAG);
            })) {
      fetch(request(site.at("/a"), sum(CONTENT)));
      assertEquals(List.of("/a - -", "/a - -"), site.requests, "both from the first byte");
    }
    assertWhole(CONTENT);
  }

  @Test
  void aFileThatStaysDamagedIsRefusedWithBothSums() throws IOException {
    byte[] damaged = CONTENT.clone();
    damaged[0] ^= 1;
    try (Site site = new Site(e -> Site.file(e, damaged, TAG))) {
      assertEquals(
          "["
              + site.at("/a")
              + "] was fetched twice, but its checksum ["
              + sum(damaged)
              + "] must be ["
              + sum(CONTENT)
              + "]: it is another file, or the declaration is wrong: check both",
          refusal(request(site.at("/a"), sum(CONTENT))));
      assertEquals(List.of("/a - -", "/a - -"), site.requests);
    }
    assertFolder();
  }

  @Test
  void aDamagedPartIsFoundOutInTheEnd() throws IOException {
    byte[] damaged = CONTENT.clone();
    damaged[7] ^= 1;
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      leavePart(site.at("/a"), damaged, 100_000, TAG, CONTENT.length);
      fetch(request(site.at("/a"), sum(CONTENT)));
      assertEquals(List.of("/a bytes=100000- \"one\"", "/a - -"), site.requests);
    }
    assertWhole(CONTENT);
  }

  @Test
  void aFileThatCannotFitIsRefused() throws IOException {
    long huge = 1L << 60;
    try (Site site = new Site(e -> e.sendResponseHeaders(200, huge))) {
      assertSays(
          refusal(new Request(site.at("/"), file(), huge, null)),
          "needs [" + huge + "] bytes more, but [",
          "are free at " + folder + ": free space or choose another folder");
    }
    assertFolder();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.write(file(), new byte[1]);
    Path below = file().resolve("x.zip");
    assertSays(
        refusal(new Request(URI.create("http://127.0.0.1:1/"), below, 0, null)),
        "cannot write " + below,
        "choose another folder");
  }

  @Test
  void progressRunsFromWhatIsThereToTheEnd() throws IOException {
    List<Long> seen = new ArrayList<>();
    try (Site site = new Site(e -> Site.file(e, CONTENT, TAG))) {
      leavePart(site.at("/a"), CONTENT, 100_000, TAG, CONTENT.length);
      new Download(
              PATIENCE,
              1,
              (done, total) -> {
                assertEquals(200_000, total);
                seen.add(done);
              })
          .fetch(new Request(site.at("/a"), file(), 200_000, null));
    }
    assertEquals(100_000, seen.get(0));
    assertEquals(200_000, seen.get(seen.size() - 1));
    assertEquals(seen.stream().sorted().toList(), seen);
  }

  @Test
  void threadsAtOnceFetchItOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Site site =
        new Site(
            e -> {
              pause(100);
              Site.file(e, CONTENT, TAG);
            })) {
      Request request = request(site.at("/a"), sum(CONTENT));
      Callable<Boolean> one = () -> fetch(request);
      int fetched = 0;
      for (Future<Boolean> done : threads.invokeAll(List.of(one, one, one, one))) {
        fetched += done.get() ? 1 : 0;
      }
      assertEquals(1, fetched);
      assertEquals(1, site.requests.size());
    } finally {
      threads.shutdownNow();
    }
    assertWhole(CONTENT);
  }

  /** What a second process runs: fetches the address to the file, then says whether it did. */
  public static final class Other {
    public static void main(String[] args) {
      System.out.println(
          new Download(Patience.DEFAULT, 1 << 20, (done, total) -> {})
              .fetch(new Request(URI.create(args[0]), Path.of(args[1]), 0, null)));
    }
  }

  @Test
  void processesAtOnceFetchItOnce() throws Exception {
    try (Site site =
        new Site(
            e -> {
              pause(1200);
              Site.file(e, CONTENT, TAG);
            })) {
      List<Process> others = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        others.add(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Other.class.getName(),
                    site.at("/a").toString(),
                    file().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
      }
      List<String> said = new ArrayList<>();
      for (Process other : others) {
        said.add(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        assertEquals(0, other.waitFor());
      }
      assertEquals(List.of("false", "true"), said.stream().sorted().toList());
      assertEquals(1, site.requests.size());
    }
    assertWhole(CONTENT);
  }

  @Test
  void anInterruptedRunCanBeContinued() throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              c.head("HTTP/1.1 200 OK", "Content-Length: 200000", "ETag: " + TAG);
              c.send(CONTENT, 0, 5000);
              c.hang();
            })) {
      Patience patient =
          new Patience(
              1, 1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO, Duration.ofHours(1));
      List<String> said = new ArrayList<>();
      Thread thread =
          new Thread(
              () -> {
                said.add(refusal(patient, request(server.at("/"))));
                said.add("interrupted " + Thread.currentThread().isInterrupted());
              });
      thread.start();
      while (!Files.exists(folder.resolve(PART)) || Files.size(folder.resolve(PART)) < 5000) {
        pause(5);
      }
      thread.interrupt();
      thread.join(5000);
      assertEquals(
          List.of(
              "fetching [" + server.at("/") + "] was interrupted: run again to go on",
              "interrupted true"),
          said);
    }
    assertFolder(PART, SIDE);
  }

  @Test
  void badRequestsAreRefusedAtOnce() {
    for (String address : List.of("ftp://host/a", "file:///etc/passwd", "a.zip", "http:///a")) {
      DataException e = assertThrows(DataException.class, () -> request(URI.create(address)));
      assertEquals(
          "address [" + address + "] must be http://HOST/... or https://HOST/...", e.getMessage());
    }
    URI good = URI.create("http://host/a");
    assertSays(
        assertThrows(DataException.class, () -> new Request(good, file(), -1, null)).getMessage(),
        "size [-1] of [http://host/a] must be >= 0");
    assertSays(
        assertThrows(DataException.class, () -> new Request(good, Path.of("/"), 0, null))
            .getMessage(),
        "[/] must be a file in a folder");
  }

  private static void pause(int ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
