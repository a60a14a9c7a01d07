package io.retort.data.download;

import io.retort.data.DataException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of a server's answer, read with suspicion. */
record Answer(int status, HttpHeaders headers) {
  /**
   * What a body covers.
   *
   * @param start first byte
   * @param end one after the last; 0 when unknown
   * @param total the whole file's size; 0 when unknown
   */
  record Span(long start, long end, long total) {}

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18})");
  private static final Pattern SIZE = Pattern.compile("bytes \\*/(\\d{1,18})");
  private static final Pattern ARCHIVE =
      Pattern.compile(
          ".*\\.(zip|gz|tgz|tar|npz|npy|csv|safetensors|pth)", Pattern.CASE_INSENSITIVE);
  private static final Duration CLOCK_STEP = Duration.ofSeconds(1);

  boolean isRedirect() {
    return REDIRECTS.contains(status);
  }

  /** Where a redirect leads. */
  URI next(URI at, Request request) {
    String location = headers.firstValue("Location").orElse("");
    if (location.isBlank()) {
      throw new DataException(
          "[%s] redirects (status [%d]) to nowhere: check the address".formatted(at, status));
    }
    URI next;
    try {
      next = at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "[%s] redirects to [%s], which is no address: check the address".formatted(at, location),
          e);
    }
    if (!isHttp(next)) {
      throw new DataException(
          "[%s] redirects to [%s], but only http and https are fetched: name another address"
              .formatted(at, next));
    }
    if ("https".equalsIgnoreCase(at.getScheme())
        && "http".equalsIgnoreCase(next.getScheme())
        && request.checksum() == null) {
      throw new DataException(
          "[%s] redirects from https to [%s], where anyone can change the file: name a checksum"
              .formatted(at, next));
    }
    return next;
  }

  /** Whether an address can be fetched. */
  static boolean isHttp(URI address) {
    return address.getHost() != null
        && ("http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme()));
  }

  /** Refuses what is not the file: errors, login pages and encoded bodies. */
  void check(Request request) throws Hiccup {
    URI address = request.address();
    if (status >= 500 || PASSING.contains(status)) {
      throw new Hiccup("status [%d]".formatted(status), retryAfter());
    }
    if (status == 401 || status == 403 || status == 407) {
      throw new DataException(
          "[%s] refuses access (status [%d]): get the file in a browser, after a login where one"
                  .formatted(address, status)
              + " is asked for, and put it at %s".formatted(request.file()));
    }
    if (status == 404 || status == 410) {
      throw new DataException(
          "[%s] is not there (status [%d]): check the address".formatted(address, status));
    }
    if (status != 200 && status != 206 && status != 416) {
      throw new DataException(
          "[%s] answers with status [%d], which must be 200 or 206: check the address"
              .formatted(address, status));
    }
    if (status != 416) {
      checkContent(request);
    }
  }

  private void checkContent(Request request) {
    String name = request.name();
    String type = header("Content-Type").toLowerCase(Locale.ROOT);
    if ((type.startsWith("text/html") || type.startsWith("application/xhtml"))
        && ARCHIVE.matcher(name).matches()) {
      throw new DataException(
          "[%s] answers with a web page (Content-Type [%s]) in place of [%s]: a login is probably"
                  .formatted(request.address(), type, name)
              + " needed: get the file in a browser and put it at %s".formatted(request.file()));
    }
    String encoding = header("Content-Encoding");
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      throw new DataException(
          "[%s] answers with Content-Encoding [%s] where identity was asked for: the bytes would"
                  .formatted(request.address(), encoding)
              + " not be the file's; get it in a browser and put it at %s"
                  .formatted(request.file()));
    }
  }

  /**
   * What the body covers.
   *
   * @throws Hiccup when that is not what was asked for
   */
  Span span(long asked) throws Hiccup {
    long length = headers.firstValueAsLong("Content-Length").orElse(0);
    if (status == 200) {
      return new Span(0, length, length);
    }
    String range = header("Content-Range");
    Matcher m = RANGE.matcher(range);
    if (asked == 0 || !m.matches()) {
      throw wrongRange(range, asked);
    }
    long start = Long.parseLong(m.group(1));
    long end = Long.parseLong(m.group(2)) + 1;
    long total = Long.parseLong(m.group(3));
    if (start != asked || end <= start || end > total || (length > 0 && length != end - start)) {
      throw wrongRange(range, asked);
    }
    return new Span(start, end, total);
  }

  private static Hiccup wrongRange(String range, long asked) {
    return new Hiccup(
        "Content-Range [%s] does not fit the bytes asked for, [%d] to the last"
            .formatted(range, asked));
  }

  /** The size that a refused range (416) names; 0 when it names none. */
  long sizeOfRefusedRange() {
    Matcher m = SIZE.matcher(header("Content-Range"));
    return m.matches() ? Long.parseLong(m.group(1)) : 0;
  }

  /**
   * What tells this file from its successor: a strong entity tag, or a date of change that is not
   * the present second; empty when there is neither.
   */
  String validator() {
    String tag = header("ETag");
    if (tag.startsWith("\"")) {
      return tag;
    }
    String changed = header("Last-Modified");
    Optional<Instant> then = instant(changed);
    Optional<Instant> now = instant(header("Date"));
    boolean settled =
        then.isPresent() && (now.isEmpty() || !now.get().isBefore(then.get().plus(CLOCK_STEP)));
    return settled ? changed : "";
  }

  private Duration retryAfter() {
    String text = header("Retry-After");
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Duration wait =
        instant(text).map(t -> Duration.between(Instant.now(), t)).orElse(Duration.ZERO);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private String header(String name) {
    return headers.firstValue(name).orElse("").strip();
  }
}
