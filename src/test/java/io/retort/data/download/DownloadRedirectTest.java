package io.retort.data.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.retort.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that send the client elsewhere. */
class DownloadRedirectTest extends DownloadCase {
  private static void redirect(HttpExchange e, int status, String to) throws IOException {
    e.getResponseHeaders().set("Location", to);
    Site.send(e, status, Archives.text("elsewhere"));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aChainIsFollowed(int status) throws IOException {
    try (Site end = new Site(e -> Site.file(e, CONTENT, "\"one\""));
        Site site =
            new Site(
                e -> {
                  switch (e.getRequestURI().getPath()) {
                    case "/a" -> redirect(e, status, "/b/c"); // relative
                    case "/b/c" -> redirect(e, status, "d?x=%20y");
                    default -> redirect(e, status, end.at("/e").toString());
                  }
                })) {
      fetch(request(site.at("/a"), sum(CONTENT)));
      assertEquals(List.of("/a - -", "/b/c - -", "/b/d - -"), site.requests);
      assertEquals(List.of("/e - -"), end.requests);
    }
    assertWhole(CONTENT);
  }

  @Test
  void aLoopIsRefused() throws IOException {
    try (Site site = new Site(e -> redirect(e, 302, "/a"))) {
      assertEquals(
          "[" + site.at("/a") + "] redirects more than [10] times: check the address",
          refusal(request(site.at("/a"))));
      assertEquals(11, site.requests.size());
    }
    assertFolder();
  }

  @ParameterizedTest
  @CsvSource({
    "ftp://host/set.zip, 'redirects to [ftp://host/set.zip], but only http and https are fetched'",
    "file:///etc/passwd, 'redirects to [file:///etc/passwd], but only http and https'",
    "http://a b/, 'redirects to [http://a b/], which is no address'",
    "'', redirects (status [302]) to nowhere"
  })
  void aRedirectOutOfTheWebIsRefused(String to, String message) throws IOException {
    try (Site site = new Site(e -> redirect(e, 302, to))) {
      assertSays(refusal(request(site.at("/a"))), "[" + site.at("/a") + "] " + message);
      assertEquals(1, site.requests.size());
    }
    assertFolder();
  }

  @Test
  void aPartIsContinuedBehindARedirect() throws IOException {
    try (Site site =
        new Site(
            e -> {
              if (e.getRequestURI().getPath().equals("/a")) {
                redirect(e, 302, "/signed");
              } else {
                Site.file(e, CONTENT, "\"one\"");
              }
            })) {
      Files.write(folder.resolve(PART), Arrays.copyOf(CONTENT, 5));
      Files.writeString(
          folder.resolve(SIDE),
          "{\"address\":\"%s\",\"total\":0,\"validator\":\"\\\"one\\\"\"}"
              .formatted(site.at("/a")));
      fetch(request(site.at("/a")));
      assertEquals("/signed bytes=5- \"one\"", site.requests.get(1));
    }
    assertWhole(CONTENT);
  }

  /** A certificate for this machine, made by the JDK's own tool. */
  private static SSLContext tls(Path store) throws Exception {
    Process made =
        new ProcessBuilder(
                (Path.of(System.getProperty("java.home"), "bin", "keytool")
                        + " -J-XX:TieredStopAtLevel=1 -genkeypair -keyalg EC -alias a -dname CN=test"
                        + " -ext SAN=ip:127.0.0.1 -storepass secret -keystore "
                        + store)
                    .split(" "))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, made.waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    char[] password = "secret".toCharArray();
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, password);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, password);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  @Test
  void httpLeadsToHttpsButBackOnlyWithAChecksum(@TempDir Path keys) throws Exception {
    SSLContext tls = tls(keys.resolve("keys"));
    HttpClient client = HttpClient.newBuilder().sslContext(tls).build();
    Download download = new Download(client, PATIENCE, 1 << 20, (done, total) -> {});
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(tls));
    String https = "https://127.0.0.1:" + secure.getAddress().getPort();
    try (Site open =
        new Site(
            e -> {
              if (e.getRequestURI().getPath().equals("/up")) {
                redirect(e, 301, https + "/file");
              } else {
                Site.file(e, CONTENT, "\"one\"");
              }
            })) {
      secure.createContext("/file", e -> Site.file(e, CONTENT, "\"one\""));
      secure.createContext("/down", e -> redirect(e, 301, open.at("/plain").toString()));
      secure.start();
      download.fetch(request(open.at("/up")));
      assertWhole(CONTENT);

      Files.delete(file());
      URI down = URI.create(https + "/down");
      DataException e = assertThrows(DataException.class, () -> download.fetch(request(down)));
      assertSays(
          e.getMessage(),
          "[" + down + "] redirects from https to [" + open.at("/plain") + "]",
          "name a checksum");
      assertFolder();
      download.fetch(request(down, sum(CONTENT)));
      assertWhole(CONTENT);

      Files.delete(file());
      assertSays(refusal(request(URI.create(https + "/file"))), "SSLHandshakeException");
      assertFolder();
    } finally {
      secure.stop(0);
    }
  }
}
