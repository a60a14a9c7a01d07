package io.retort.data.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break, stall and lie. */
class DownloadTroubleTest extends DownloadCase {
  private static final String TAG = "ETag: \"one\"";

  /** The rest from where it is asked for, with a head that promises all of it, up to a byte. */
  private static void rest(RawServer.Connection c, int to) throws IOException {
    int start = c.start();
    String length = "Content-Length: " + (CONTENT.length - start);
    if (start == 0) {
      c.head("HTTP/1.1 200 OK", length, TAG);
    } else {
      c.head(
          "HTTP/1.1 206 Partial Content",
          length,
          TAG,
          "Content-Range: bytes %d-%d/%d".formatted(start, CONTENT.length - 1, CONTENT.length));
    }
    c.send(CONTENT, start, to);
  }

  private static final RawServer.Script GOOD = c -> rest(c, CONTENT.length);

  @Test
  void aConnectionThatDropsIsContinuedWhereItBroke() throws Exception {
    try (RawServer server = new RawServer(c -> rest(c, 70_001), c -> rest(c, 90_000), GOOD)) {
      fetch(request(server.at("/"), sum(CONTENT)));
      assertEquals(List.of(0, 70_001, 90_000), server.starts());
      assertTrue(server.heads.get(1).contains("If-Range: \"one\""), server.heads.get(1));
    }
    assertWhole(CONTENT);
  }

  @Test
  void aResetConnectionIsTriedAgain() throws Exception {
    try (RawServer server =
        new RawServer(
            RawServer.Connection::reset,
            c -> {
              rest(c, 50_000);
              c.reset();
            },
            GOOD)) {
      fetch(request(server.at("/"), sum(CONTENT)));
      assertEquals(3, server.heads.size());
    }
    assertWhole(CONTENT);
  }

  @Test
  void aTruncatedFileIsNeverTakenForTheWhole() throws Exception {
    try (RawServer server = new RawServer(c -> rest(c, 60_000), c -> rest(c, c.start()))) {
      assertSays(
          refusal(request(server.at("/"))),
          "gave up on [" + server.at("/") + "] after [4] requests, the last [3] without progress",
          "to go on after [60000] bytes");
      assertEquals(List.of(0, 60_000, 60_000, 60_000), server.starts());
    }
    assertFolder(PART, SIDE);
    try (RawServer server = new RawServer(GOOD)) {
      fetch(request(server.at("/"))); // another address: starts over
      assertEquals(List.of(0), server.starts());
    }
    assertWhole(CONTENT);
  }

  @Test
  void aStallBeforeTheHeadIsCutShort() throws Exception {
    try (RawServer server = new RawServer(RawServer.Connection::hang, GOOD)) {
      download(QUICK).fetch(request(server.at("/")));
      assertEquals(2, server.heads.size());
    }
    assertWhole(CONTENT);
  }

  @Test
  void aStallInTheHeadIsCutShort() throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              c.send(Archives.text("HTTP/1.1 200 OK\r\nContent-Le"));
              c.hang();
            },
            GOOD)) {
      download(QUICK).fetch(request(server.at("/")));
      assertEquals(2, server.heads.size());
    }
    assertWhole(CONTENT);
  }

  @Test
  void aStallInTheBodyIsCutShortAndContinued() throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              rest(c, 80_000);
              c.hang();
            },
            GOOD)) {
      download(QUICK).fetch(request(server.at("/")));
      assertEquals(List.of(0, 80_000), server.starts());
    }
    assertWhole(CONTENT);
  }

  @Test
  void aServerThatOnlyStallsIsGivenUp() throws Exception {
    Patience once =
        new Patience(
            1,
            9,
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ZERO,
            Duration.ofMillis(150));
    try (RawServer silent = new RawServer(RawServer.Connection::hang);
        RawServer slow =
            new RawServer(
                c -> {
                  rest(c, 10);
                  c.hang();
                })) {
      assertSays(
          refusal(once, request(silent.at("/"))),
          "stalled: no answer for [150] ms",
          "[1] requests");
      assertFolder();
      assertSays(refusal(once, request(slow.at("/"))), "stalled: no byte for [150] ms");
      assertFolder(PART, SIDE);
    }
  }

  @Test
  void aServerThatGivesALittleEachTimeIsFinished() throws Exception {
    try (RawServer server =
        new RawServer(c -> rest(c, Math.min(CONTENT.length, c.start() + 10_000)))) {
      fetch(request(server.at("/"), sum(CONTENT)));
      assertEquals(20, server.heads.size(), "more than the 3 attempts, as each brought something");
    }
    assertWhole(CONTENT);
  }

  @Test
  void aServerThatGivesAByteEachTimeIsGivenUp() throws Exception {
    try (RawServer server = new RawServer(c -> rest(c, c.start() + 1))) {
      assertSays(
          refusal(request(server.at("/"))),
          "gave up",
          "after [40] requests",
          "to go on after [40] bytes");
    }
    assertFolder(PART, SIDE);
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(
      strings = {
        "X: -",
        "ETag: W/\"one\"",
        "Last-Modified: Tue, 03 Jun 2008 11:05:30 GMT\r\nDate: Tue, 03 Jun 2008 11:05:30 GMT"
      })
  void withoutAValidatorEachTryStartsOverAndIsNoProgress(String header) throws Exception {
    try (RawServer server =
        new RawServer(
            c -> {
              c.head("HTTP/1.1 200 OK", "Content-Length: 200000", header);
              c.send(CONTENT, 0, 100_000);
            })) {
      String message = refusal(request(server.at("/")));
      assertSays(message, "after [4] requests, the last [3] without progress");
      assertTrue(message.endsWith("then run again"), message);
      assertEquals(List.of(0, 0, 0, 0), server.starts());
    }
    assertFolder();
  }

  @Test
  void aDateOfChangeServesAsValidator() throws Exception {
    String changed = "Tue, 03 Jun 2008 11:05:30 GMT";
    try (RawServer server =
        new RawServer(
            c -> {
              c.head("HTTP/1.1 200 OK", "Content-Length: 200000", "Last-Modified: " + changed);
              c.send(CONTENT, 0, 100_000);
            },
            GOOD)) {
      fetch(request(server.at("/"), sum(CONTENT)));
      assertEquals(List.of(0, 100_000), server.starts());
      assertTrue(server.heads.get(1).contains("If-Range: " + changed), server.heads.get(1));
    }
    assertWhole(CONTENT);
  }

  @Test
  void aFileThatChangesBetweenTriesIsFetchedWhole() throws Exception {
    byte[] newer = bytes(180_000, 3);
    try (RawServer server =
        new RawServer(
            c -> rest(c, 100_000),
            c -> {
              c.head("HTTP/1.1 200 OK", "Content-Length: 180000", "ETag: \"two\"");
              c.send(newer);
            })) {
      fetch(request(server.at("/")));
      assertEquals(List.of(0, 100_000), server.starts());
    }
    assertWhole(newer);
  }

  @Test
  void aPieceOfThePieceIsTakenAndTheRestAskedFor() throws Exception {
    try (RawServer server =
        new RawServer(
            c -> rest(c, 100_000),
            c -> {
              c.head(
                  "HTTP/1.1 206 Partial Content",
                  "Content-Length: 50000",
                  TAG,
                  "Content-Range: bytes 100000-149999/200000");
              c.send(CONTENT, 100_000, 150_000);
            },
            GOOD)) {
      fetch(request(server.at("/"), sum(CONTENT)));
      assertEquals(List.of(0, 100_000, 150_000), server.starts());
    }
    assertWhole(CONTENT);
  }

  @Test
  void aRestThatLeavesAGapIsNotAppended() throws Exception {
    try (RawServer server =
        new RawServer(
            c -> rest(c, 100_000),
            c -> {
              c.head(
                  "HTTP/1.1 206 Partial Content",
                  "Content-Length: 99999",
                  TAG,
                  "Content-Range: bytes 100001-199999/200000");
              c.send(CONTENT, 100_001, 200_000);
            },
            GOOD)) {
      fetch(request(server.at("/")));
      assertEquals(List.of(0, 100_000, 0), server.starts());
    }
    assertWhole(CONTENT);
  }

  @Test
  void aBodyBeyondItsContentRangeIsNotTrusted() throws Exception {
    try (RawServer server =
        new RawServer(
            c -> rest(c, 100_000),
            c -> {
              c.head(
                  "HTTP/1.1 206 Partial Content",
                  "Connection: close",
                  TAG,
                  "Content-Range: bytes 100000-149999/200000");
              c.send(bytes(70_000, 4));
            },
            GOOD)) {
      fetch(request(server.at("/")));
      assertEquals(List.of(0, 100_000, 0), server.starts());
    }
    assertWhole(CONTENT);
  }

  @Test
  void whatIsNotHttpIsGivenUp() throws Exception {
    try (RawServer server = new RawServer(c -> c.send(Archives.text("SSH-2.0-x\r\n\r\n")))) {
      assertSays(refusal(request(server.at("/"))), "gave up", "no answer (");
    }
    assertFolder();
  }

  @Test
  void aRefusedConnectionIsTriedAgainThenGivenUp() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertSays(
        refusal(request(URI.create("http://127.0.0.1:" + port + "/"))),
        "after [3] requests",
        "no answer (ConnectException",
        "check the network");
    assertFolder();
  }

  @Test
  void aDamagedByteOnTheWireIsFoundOut() throws Exception {
    byte[] damaged = Arrays.copyOf(CONTENT, CONTENT.length);
    damaged[199_999] ^= 0x20;
    try (RawServer server =
        new RawServer(
            c -> {
              c.head("HTTP/1.1 200 OK", "Content-Length: 200000", TAG);
              c.send(damaged);
            },
            GOOD)) {
      fetch(request(server.at("/"), sum(CONTENT)));
      assertEquals(List.of(0, 0), server.starts());
    }
    assertWhole(CONTENT);
  }
}
