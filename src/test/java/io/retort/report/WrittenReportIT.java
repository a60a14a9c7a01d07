package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.retort.provenance.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The report of this very run in a real browser: pages, their charts, and Allure's report. */
@DisplayName("The written report in a browser")
class WrittenReportIT {
  private static final Path OUT = Path.of(System.getProperty("retort.out", "reports"));
  private static final Path PICTURES = Path.of("target", "screenshots");

  @TempDir static Path scratch;
  private static Browser browser = new Browser(Path.of(""), Path.of(""));

  @BeforeAll
  static void find() {
    Optional<Path> program = Browser.find();
    Assumptions.assumeTrue(
        program.isPresent(), "no Chromium on the path: install it to test pages");
    browser = new Browser(program.get(), scratch);
    Assumptions.assumeTrue(
        Files.exists(OUT.resolve("index.html")), "no report in " + OUT.toAbsolutePath());
  }

  /** Pages of experiments at smoke scale that hold some text. */
  private static List<Path> experimentPages(String text) throws IOException {
    List<Path> pages = new ArrayList<>();
    if (Files.isDirectory(OUT)) {
      try (Stream<Path> files = Files.walk(OUT, 3)) {
        files
            .filter(f -> f.endsWith("smoke.html") && text(f).contains(text))
            .sorted()
            .forEach(pages::add);
      }
    }
    return pages;
  }

  /** One page of each paper that has charts, and the timings. */
  static List<String> chartPages() throws IOException {
    List<String> pages = new ArrayList<>();
    for (Path page : experimentPages("data-chart=")) {
      String name = OUT.relativize(page).toString().replace('\\', '/');
      String paper = name.substring(0, name.indexOf('/'));
      if (pages.stream().noneMatch(p -> p.startsWith(paper))) {
        pages.add(name);
      }
    }
    if (Files.exists(OUT.resolve("timings.html"))) {
      pages.add("timings.html");
    }
    return pages;
  }

  private static String address(String name) {
    return OUT.resolve(name).toAbsolutePath().toUri().toString();
  }

  /** Every chart is made visible, drawn, and holds more than one colour. */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("chartPages")
  void everyChartIsDrawnAgainAndAnswers(String name) throws Exception {
    String page = Files.readString(OUT.resolve(name));
    int charts = page.split("data-chart=", -1).length - 1;
    String count =
        """
          const drawn = Array.from(document.querySelectorAll('.uplot canvas')).filter(c => {
            const data = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;
            return new Set(new Uint32Array(data.buffer)).size > 3;
          });
          const entry = document.querySelector('.u-legend .u-label[role=button]');
          entry.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
          document.body.dataset.drawn = drawn.length;
          document.body.dataset.off = document.querySelectorAll('.u-legend .u-off').length;
          setTimeout(() => {
            document.body.dataset.unpressed = document.querySelectorAll('[aria-pressed=false]').length;
          }, 200);
        """;
    Browser.Opened opened = openWith(OUT.resolve(name), count);
    assertEquals("", opened.console());
    assertEquals(Integer.toString(charts), kept(opened, "drawn"));
    assertEquals("1", kept(opened, "off"), "a key switches a line off");
    assertEquals("1", kept(opened, "unpressed"), "and says so");
  }

  /**
   * A pointer over the first group, or row, makes the legend say its name, its first value and the
   * printed one; and on a narrow page the chart is drawn anew within it.
   */
  @ParameterizedTest
  @CsvSource({"BARS, false", "DOTS, false", "DOTS, true"})
  void pointingAtBarsAndDotsSaysTheirValues(String shape, boolean isLogarithmic) throws Exception {
    List<Path> pages =
        experimentPages("&quot;log&quot;:%s,".formatted(isLogarithmic)).stream()
            .filter(page -> text(page).contains("&quot;shape&quot;:&quot;" + shape + "&quot;"))
            .toList();
    Assumptions.assumeFalse(pages.isEmpty(), "no page has " + shape);
    String point =
        """
          const charts = Array.from(document.querySelectorAll('.chart'));
          const data = box => JSON.parse(box.dataset.chart);
          const box = charts.find(c => data(c).shape === '%s' && data(c).log === %s);
          const chart = data(box), over = box.querySelector('.u-over');
          const at = over.getBoundingClientRect();
          const half = 0.5 / chart.names.length, isDots = chart.shape === 'DOTS';
          ['mouseenter', 'mousemove'].forEach(kind => over.dispatchEvent(new MouseEvent(kind, {
            clientX: at.left + at.width * (isDots ? 0.5 : half),
            clientY: at.top + at.height * (isDots ? half : 0.5), bubbles: true })));
          const near = (words, value) => {
            const [number, unit] = words.split(' ');
            const said = parseFloat(number) * ({ k: 1e3, M: 1e6, G: 1e9 }[unit] || 1);
            return Math.abs(said - value) <= 0.05 * Math.abs(value) + 1e-3; // two digits at least
          };
          setTimeout(() => {
            const said = Array.from(box.querySelectorAll('.u-value')).map(v => v.textContent);
            const first = chart.lines[0].points.find(p => Math.round(p[0]) === 0);
            const mark = isDots && chart.marks.find(m => m.x === 0);
            const right = said[0] === chart.names[0]
              && (first ? near(said[1], first[1]) : said[1] === '–')
              && (!mark || near(said[said.length - 1], mark.y));
            document.body.dataset.said = right ? 'right' : said.join('|');
            document.querySelector('main').style.width = '390px';
            dispatchEvent(new Event('resize'));
            setTimeout(() => {
              document.body.dataset.width = box.querySelector('canvas').clientWidth;
            }, 500);
          }, 500);
        """
            .formatted(shape, isLogarithmic);
    Browser.Opened opened = openWith(pages.get(0), point);
    assertEquals("", opened.console());
    assertEquals("right", kept(opened, "said"));
    assertTrue(Integer.parseInt(kept(opened, "width")) <= 390, kept(opened, "width"));
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** What a script kept in a page's body. */
  private static String kept(Browser.Opened opened, String name) {
    Matcher kept = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(opened.dom());
    return kept.find() ? kept.group(1) : "nothing";
  }

  /** Opens a page, all of it as if in view, and runs a script once its charts are made. */
  private static Browser.Opened openWith(Path page, String script) throws Exception {
    Path tested = page.resolveSibling("charts-test.html");
    String whenMade =
        """
        <script>
        document.querySelectorAll('details').forEach(d => { d.open = true; });
        setTimeout(() => {
        %s
        }, 3000);
        </script></body>
        """;
    Files.writeString(
        tested,
        Files.readString(page)
            .replace("const near = 600", "const near = 99999")
            .replace("</body>", whenMade.formatted(script)));
    try {
      return browser.open(tested.toUri().toString(), 1160);
    } finally {
      Files.delete(tested);
    }
  }

  @ParameterizedTest
  @CsvSource({"390, true", "1160, false"})
  void pagesWithChartsBreakNoRuleOfAccessibility(int width, boolean isDark) throws Exception {
    List<String> pages = chartPages();
    Assumptions.assumeFalse(pages.isEmpty(), "no page has charts");
    assertEquals(
        "%s, %d wide, 0 over: clean".formatted(isDark ? "dark" : "light", width),
        new Axe(browser).look(OUT.resolve(pages.get(0)).toAbsolutePath(), width, isDark));
  }

  @Test
  void theIndexOfThisRunIsCleanAndItsPictureIsKept() throws Exception {
    Browser.Opened opened = browser.openCutOff(address("index.html"), 1160);
    assertEquals("", opened.console());
    Files.createDirectories(PICTURES);
    for (int width : new int[] {500, 1160}) {
      Path png = PICTURES.resolve("index-" + width + ".png").toAbsolutePath();
      browser.screenshot(address("index.html"), width, png);
      assertTrue(Files.size(png) > 10_000, "a picture of the index: " + png);
    }
  }

  /** Names of a widget's items. */
  private static List<String> names(Path widget) throws IOException {
    List<String> names = new ArrayList<>();
    Json.CANONICAL
        .readTree(widget.toFile())
        .path("items")
        .forEach(item -> names.add(item.path("name").asText()));
    return names;
  }

  /** Allure reads its data by requests, so it is served. */
  @Test
  void alluresReportShowsItsChartsCategoriesAndNamesAndAsksForNothingElsewhere() throws Exception {
    Path allure = OUT.resolve("allure").toAbsolutePath();
    Assumptions.assumeTrue(
        Files.exists(allure.resolve("index.html")), "no Allure report in " + allure);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          Path file =
              allure.resolve(path.equals("/") ? "index.html" : path.substring(1)).normalize();
          boolean found = file.startsWith(allure) && Files.isRegularFile(file);
          byte[] body = found ? Files.readAllBytes(file) : new byte[0];
          String type =
              file.toString().endsWith(".svg") ? "image/svg+xml" : Files.probeContentType(file);
          exchange.getResponseHeaders().add("Content-Type", type == null ? "text/plain" : type);
          exchange.sendResponseHeaders(found ? 200 : 404, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String root = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      Browser.Opened overview = browser.openCutOff(root, 1400);
      assertEquals("", overview.console());
      assertTrue(overview.dom().contains("Commit"), "the environment");
      for (String category : names(allure.resolve("widgets/categories.json"))) {
        assertTrue(overview.dom().contains(category), "category " + category);
      }
      assertTrue(overview.dom().contains("<path"), "the share of passed tests is drawn");
      Browser.Opened behaviours = browser.openCutOff(root + "#behaviors", 1400);
      assertEquals("", behaviours.console());
      for (String paper : names(allure.resolve("widgets/behaviors.json"))) {
        assertTrue(behaviours.dom().contains(paper), "papers are the first level: " + paper);
      }
      Browser.Opened graphs = browser.openCutOff(root + "#graph", 1400);
      assertEquals("", graphs.console());
      assertTrue(graphs.dom().contains("chart__"), "severities and durations are charted");
      assertFalse(graphs.dom().contains("NaN"), "and are numbers");
      Files.createDirectories(PICTURES);
      browser.screenshot(root, 1400, PICTURES.resolve("allure.png").toAbsolutePath());
    } finally {
      server.stop(0);
    }
  }
}
