package io.retort.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** axe-core's rules of accessibility, run on a page in a browser. */
final class Axe {
  private static final Pattern SAID =
      Pattern.compile("<pre id=\"axe\">(.*?)</pre>", Pattern.DOTALL);

  /**
   * What a page is asked, once its own scripts have run: the rules it breaks, how many pixels it is
   * too wide, and whether its reader prefers dark colours.
   */
  private static final String ASK =
      """
      <script>setTimeout(() => axe.run(document, {resultTypes: ['violations']}).then(r => {
        const dark = matchMedia('(prefers-color-scheme: dark)').matches;
        const wide = document.documentElement.scrollWidth - innerWidth;
        parent.postMessage((dark ? 'dark' : 'light') + ', ' + innerWidth + ' wide, '
          + Math.max(0, wide) + ' over: '
          + (r.violations.map(v => v.id + ': ' + v.nodes.length + ' ' + v.nodes[0].html
            + ' ' + v.nodes[0].failureSummary).join('; ') || 'clean'), '*');
      }), 600)</script>
      """;

  private final Browser browser;
  private final String script;

  Axe(Browser browser) throws IOException {
    this.browser = browser;
    try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) {
        throw new IOException("axe-core is not on the class path");
      }
      this.script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * What is found, such as {@code light, 390 wide, 0 over: clean}.
   *
   * <p>The page is shown in a frame, as Chromium makes no window as narrow as a phone's.
   */
  String look(Path page, int width, boolean isDark) throws IOException, InterruptedException {
    String name = "%s-%d-%s".formatted(page.getFileName(), width, isDark ? "dark" : "light");
    Path tested = page.resolveSibling("axe-" + name + ".html");
    Path frame = page.resolveSibling("frame-" + name + ".html");
    Files.writeString(
        tested,
        Files.readString(page)
            .replace("</body>", "<script>" + script + "</script>" + ASK + "</body>"));
    Files.writeString(
        frame,
        """
        <!doctype html><meta name="color-scheme" content="light dark"><body>
        <iframe src="%s" style="width:%dpx;height:1200px;border:0"></iframe>
        <script>addEventListener('message', e => {
          document.body.innerHTML = '<pre id="axe"></pre>';
          document.getElementById('axe').textContent = e.data;
        })</script></body>
        """
            .formatted(tested.getFileName(), width));
    try {
      String address = frame.toUri().toString();
      Browser.Opened opened =
          isDark ? browser.openDark(address, 1400) : browser.open(address, 1400);
      Matcher said = SAID.matcher(opened.dom());
      if (!said.find()) {
        throw new IOException("axe-core did not end: " + opened.console());
      }
      return said.group(1);
    } finally {
      Files.delete(tested);
      Files.delete(frame);
    }
  }
}
