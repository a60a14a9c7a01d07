package io.retort.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A headless Chromium that opens pages from disk. */
record Browser(Path program, Path scratch) {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  /** The browser on the path. */
  static Optional<Path> find() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What a page is once its scripts have run, and what it wrote to the console. */
  record Opened(String dom, String console) {}

  /**
   * Opens a page.
   *
   * @param width of the window in pixels
   * @param address of the file, with or without a fragment
   */
  Opened open(String address, int width) throws IOException, InterruptedException {
    return run(List.of("--dump-dom", "--virtual-time-budget=20000"), address, width);
  }

  /** Opens a page for a reader who prefers dark colours. */
  Opened openDark(String address, int width) throws IOException, InterruptedException {
    return run(
        List.of(
            "--dump-dom", "--virtual-time-budget=20000", "--blink-settings=preferredColorScheme=0"),
        address,
        width);
  }

  /**
   * Opens a page where nothing but this machine can be reached; whatever else it asks for is an
   * error on its console.
   */
  Opened openCutOff(String address, int width) throws IOException, InterruptedException {
    return run(
        List.of(
            "--dump-dom",
            "--virtual-time-budget=30000",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"),
        address,
        width);
  }

  /** Draws a page. */
  void screenshot(String address, int width, Path png) throws IOException, InterruptedException {
    run(
        List.of("--screenshot=" + png, "--virtual-time-budget=20000", "--hide-scrollbars"),
        address,
        width);
  }

  private Opened run(List<String> what, String address, int width)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--enable-logging=stderr",
                "--user-data-dir=" + scratch.resolve("profile"),
                "--window-size=" + width + ",1400"));
    command.addAll(what);
    command.add(address);
    Path dom = Files.createTempFile(scratch, "dom", ".html");
    Path log = Files.createTempFile(scratch, "log", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the browser did not end: " + Files.readString(log));
    }
    String console =
        String.join(
            "\n",
            Files.readString(log, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("CONSOLE"))
                .toList());
    return new Opened(Files.readString(dom, StandardCharsets.UTF_8), console);
  }
}
