package io.retort.data.download;

import io.retort.data.DataException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Fetches files over HTTP, so that each is whole and verified under its name, or not there.
 *
 * <p>What has come lies in {@code NAME.part} until then; another try, or another run, goes on where
 * it ends.
 */
public final class Download {
  /** Told of arriving bytes. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Some bytes more.
     *
     * @param done bytes that are there
     * @param total bytes of the whole file; 0 when unknown
     */
    void at(long done, long total);
  }

  private final Patience patience;
  private final Transfer transfer;

  /**
   * A way to fetch files.
   *
   * @param largest most bytes taken of a file whose size is not declared
   * @param progress told of arriving bytes
   */
  public Download(Patience patience, long largest, Progress progress) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience.stall())
            .build(),
        patience,
        largest,
        progress);
  }

  Download(HttpClient client, Patience patience, long largest, Progress progress) {
    this.patience = patience;
    this.transfer = new Transfer(client, patience.stall(), largest, progress);
  }

  /**
   * Makes a file be there.
   *
   * @return whether it had to be fetched
   * @throws DataException when it cannot be had, or another file has its name; the message says how
   *     to go on
   */
  public boolean fetch(Request request) {
    Path file = request.file();
    try {
      if (request.isThere()) {
        return false;
      }
      Files.createDirectories(request.folder());
      try (PartFile part = PartFile.open(request)) {
        if (request.isThere()) {
          return false;
        }
        complete(request, part);
        part.publish();
        return true;
      }
    } catch (InterruptedException | ClosedByInterruptException | FileLockInterruptionException e) {
      Thread.currentThread().interrupt();
      throw new DataException(
          "fetching [%s] was interrupted: run again to go on".formatted(request.address()), e);
    } catch (IOException e) {
      throw new DataException(
          "cannot write %s (%s: %s): free space, allow writing or choose another folder"
              .formatted(file, e.getClass().getSimpleName(), e.getMessage()),
          e);
    }
  }

  private void complete(Request request, PartFile part) throws IOException, InterruptedException {
    int requests = receive(request, part, 0);
    String fault = request.fault(part.file());
    if (fault == null) {
      return;
    }
    part.discard();
    receive(request, part, requests);
    fault = request.fault(part.file());
    if (fault != null) {
      part.discard();
      throw new DataException(
          "[%s] was fetched twice, but %s: it is another file, or the declaration is wrong: check"
                  .formatted(request.address(), fault)
              + " both");
    }
  }

  /** Tries until all is there; returns the number of requests made, the earlier ones included. */
  private int receive(Request request, PartFile part, int earlier)
      throws IOException, InterruptedException {
    int requests = earlier;
    int failures = 0;
    long most = part.length();
    while (!part.complete()) {
      requests++;
      try {
        transfer.run(request, part);
      } catch (Hiccup e) {
        failures = part.length() > most ? 0 : failures + 1;
        most = Math.max(most, part.length());
        checkPatience(request, part, e, failures, requests);
        Thread.sleep(patience.pause(Math.max(failures, 1), e.asked()).toMillis());
      }
    }
    return requests;
  }

  private void checkPatience(Request request, PartFile part, Hiccup e, int failures, int requests)
      throws IOException {
    Duration asked = e.asked();
    if (asked.compareTo(patience.longestWait()) > 0) {
      throw new DataException(
          "[%s] asks to wait [%d] s (%s), more than [%d] s: run again later"
              .formatted(
                  request.address(),
                  asked.toSeconds(),
                  e.getMessage(),
                  patience.longestWait().toSeconds()),
          e);
    }
    if (failures >= patience.attempts() || requests >= patience.requests()) {
      throw new DataException(
          "gave up on [%s] after [%d] requests, the last [%d] without progress (%s): check the"
                  .formatted(request.address(), requests, failures, e.getMessage())
              + " network, then run again"
              + (part.resumable() ? " to go on after [%d] bytes".formatted(part.length()) : ""),
          e);
    }
  }
}
