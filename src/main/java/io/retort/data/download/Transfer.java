package io.retort.data.download;

import io.retort.data.DataException;
import io.retort.data.download.Answer.Span;
import io.retort.data.download.Download.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One try: asks for what is missing of a file and appends what comes.
 *
 * <p>Trouble with the network is a {@link Hiccup}; an {@link IOException} is the disk's.
 */
final class Transfer {
  private static final int HOPS = 10;

  private final HttpClient client;
  private final Duration stall;
  private final long largest;
  private final Progress progress;

  Transfer(HttpClient client, Duration stall, long largest, Progress progress) {
    this.client = client;
    this.stall = stall;
    this.largest = largest;
    this.progress = progress;
  }

  /**
   * Goes on with a file.
   *
   * @throws Hiccup when something is still missing and another try may do better
   * @throws DataException when it may not
   */
  void run(Request request, PartFile part) throws Hiccup, IOException, InterruptedException {
    URI at = request.address();
    for (int hop = 0; hop <= HOPS; hop++) {
      HttpResponse<Body> response = ask(at, part);
      try (Body body = response.body()) {
        Answer answer = new Answer(response.statusCode(), response.headers());
        if (!answer.isRedirect()) {
          take(request, part, answer, body);
          return;
        }
        at = answer.next(at, request);
      }
    }
    throw new DataException(
        "[%s] redirects more than [%d] times: check the address"
            .formatted(request.address(), HOPS));
  }

  private HttpResponse<Body> ask(URI at, PartFile part)
      throws Hiccup, IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at).header("Accept-Encoding", "identity").GET();
    if (part.resumable()) {
      request.header("Range", "bytes=" + part.length() + "-");
      request.header("If-Range", part.validator());
    }
    CompletableFuture<HttpResponse<Body>> answer =
        client.sendAsync(request.build(), head -> new Body());
    try {
      return answer.get(stall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new Hiccup("stalled: no answer for [%d] ms".formatted(stall.toMillis()), e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new Hiccup(
          "no answer (%s: %s)".formatted(cause.getClass().getSimpleName(), cause.getMessage()),
          cause);
    } finally {
      answer.cancel(true); // frees the connection unless the answer is there
    }
  }

  private void take(Request request, PartFile part, Answer answer, Body body)
      throws Hiccup, IOException, InterruptedException {
    answer.check(request);
    if (answer.status() == 416) {
      rangeRefused(request, part, answer.sizeOfRefusedRange());
      return;
    }
    Span span;
    try {
      span = answer.span(part.resumable() ? part.length() : 0);
      if (span.start() > 0) {
        checkSame(part, answer, span);
      }
    } catch (Hiccup e) {
      part.discard(); // asks for all the next time: what the server says of ranges is not reliable
      throw e;
    }
    checkSize(request, part, span.total());
    if (span.start() == 0) {
      part.restart(answer.validator(), span.total());
    }
    checkSpace(request, part);
    receive(request, part, body, span);
  }

  private void rangeRefused(Request request, PartFile part, long size) throws Hiccup, IOException {
    checkSize(request, part, size);
    if (part.resumable() && size == part.length()) {
      part.end();
      return;
    }
    long length = part.length();
    part.discard();
    throw new Hiccup(
        "status [416]: of [%d] bytes there is nothing after the first [%d]"
            .formatted(size, length));
  }

  private static void checkSame(PartFile part, Answer answer, Span span) throws Hiccup {
    String now = answer.validator();
    String then = part.validator();
    if (now.startsWith("\"") == then.startsWith("\"") && !now.isEmpty() && !now.equals(then)) {
      throw new Hiccup(
          "the rest is of another file: its ETag or date [%s] must be [%s]".formatted(now, then));
    }
    if (part.total() > 0 && span.total() != part.total()) {
      throw new Hiccup(
          "the rest is of another file: its size [%d] must be [%d]"
              .formatted(span.total(), part.total()));
    }
  }

  private void checkSize(Request request, PartFile part, long total) throws IOException {
    if (total > 0 && request.bytes() > 0 && total != request.bytes()) {
      part.discard();
      throw new DataException(
          "[%s] has [%d] bytes, but [%d] are declared: it is another file, or the declaration is"
                  .formatted(request.address(), total, request.bytes())
              + " wrong: check both");
    }
    if (request.bytes() == 0 && total > largest) {
      throw tooLarge(request, part, "[%d]".formatted(total));
    }
  }

  private DataException tooLarge(Request request, PartFile part, String size) throws IOException {
    part.discard();
    return request.bytes() > 0
        ? new DataException(
            "[%s] sends %s bytes, more than the [%d] declared: it is another file: check the address"
                .formatted(request.address(), size, request.bytes()))
        : new DataException(
            "[%s] sends %s bytes, more than the [%d] allowed: declare its size or allow more"
                .formatted(request.address(), size, largest));
  }

  private static void checkSpace(Request request, PartFile part) throws IOException {
    long missing = part.total() - part.length();
    long free = part.file().toFile().getUsableSpace(); // 0 when the system does not tell
    if (free > 0 && missing > free) {
      throw new DataException(
          "[%s] needs [%d] bytes more, but [%d] are free at %s: free space or choose another folder"
              .formatted(request.address(), missing, free, request.folder()));
    }
  }

  private void receive(Request request, PartFile part, Body body, Span span)
      throws Hiccup, IOException, InterruptedException {
    long whole = part.total() > 0 ? part.total() : largest;
    long bound = span.end() > 0 ? span.end() : whole;
    progress.at(part.length(), part.total());
    for (List<ByteBuffer> some = body.next(stall); some != null; some = body.next(stall)) {
      for (ByteBuffer bytes : some) {
        long length = part.length() + bytes.remaining();
        if (length > bound && bound < whole) {
          part.discard();
          throw new Hiccup("more bytes than Content-Range says: it ends at [%d]".formatted(bound));
        }
        if (length > bound) {
          throw tooLarge(request, part, "at least [%d]".formatted(length));
        }
        part.append(bytes);
      }
      progress.at(part.length(), part.total());
    }
    long end = part.total() > 0 ? part.total() : span.end();
    if (part.length() == 0 || part.length() < end) {
      throw new Hiccup("truncated: ended after [%d] of [%d] bytes".formatted(part.length(), end));
    }
    part.end();
  }
}
