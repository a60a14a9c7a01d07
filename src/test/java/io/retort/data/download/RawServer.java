package io.retort.data.download;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers byte by byte what a test says, however wrong. */
final class RawServer implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("(?i)\nrange: bytes=(\\d+)-");

  /** One connection. */
  interface Script {
    void play(Connection connection) throws IOException, InterruptedException;
  }

  /** One request and the way back. */
  static final class Connection {
    final String head;
    private final Socket socket;
    private final OutputStream out;

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      StringBuilder text = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        text.append(line).append('\n');
      }
      head = text.toString();
    }

    /** First byte asked for. */
    int start() {
      return RawServer.start(head);
    }

    void head(String... lines) throws IOException {
      send((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
      send(bytes, 0, bytes.length);
    }

    void send(byte[] bytes, int from, int to) throws IOException {
      out.write(bytes, from, to - from);
      out.flush();
    }

    /** Says nothing until the client goes away. */
    void hang() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // what a client still says is of no interest
      }
    }

    /** Ends with a reset instead of a farewell. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
    }
  }

  /** The request of each connection. */
  final List<String> heads = Collections.synchronizedList(new ArrayList<>());

  private final ServerSocket server;
  private final Thread thread;

  /** Plays the scripts one after the other, the last again and again. */
  RawServer(Script... scripts) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread =
        new Thread(
            () -> {
              for (int i = 0; !server.isClosed(); i++) {
                try (Socket socket = server.accept()) {
                  Connection connection = new Connection(socket);
                  heads.add(connection.head);
                  scripts[Math.min(i, scripts.length - 1)].play(connection);
                } catch (IOException | InterruptedException e) {
                  // the client went away, or the test is over
                }
              }
            });
    thread.setDaemon(true); // one may hang on a client that does not go away
    thread.start();
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  /** First bytes asked for, connection by connection. */
  List<Integer> starts() {
    synchronized (heads) {
      return heads.stream().map(RawServer::start).toList();
    }
  }

  private static int start(String head) {
    Matcher m = RANGE.matcher(head);
    return m.find() ? Integer.parseInt(m.group(1)) : 0;
  }

  @Override
  public void close() throws IOException {
    server.close();
    thread.interrupt();
  }
}
