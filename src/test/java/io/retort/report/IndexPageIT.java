package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.experiment.Experiments;
import io.retort.experiment.InProcessExecutor;
import io.retort.experiment.Progress;
import io.retort.experiment.Reply;
import io.retort.experiment.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The index and an experiment's page in a real browser: two papers' networks, counted. */
@DisplayName("Index and pages in a browser")
class IndexPageIT {
  private static final List<String> RUN = List.of("davidi2024/model-sizes", "zeng2024/model-sizes");

  private static final int TOTAL = 19;

  private static final Pattern ROW =
      Pattern.compile("<tr data-paper=\"([^\"]*)\"[^>]*?(hidden=\"\")?>(.*?)</tr>", Pattern.DOTALL);

  /** A column of numbers: the fifth cell. */
  private static final Pattern MEASURED = Pattern.compile("<td class=\"n\">([^<]*)</td>");

  @TempDir static Path out;
  private static String index = "";
  private static Browser browser = new Browser(Path.of(""), Path.of(""));

  @BeforeAll
  static void write() throws IOException {
    Optional<Path> program = Browser.find();
    Assumptions.assumeTrue(
        program.isPresent(), "no Chromium on the path: install it to test pages");
    browser = new Browser(program.get(), Files.createDirectories(out.resolve("browser")));
    Settings settings =
        Settings.from(Map.of("scale", "smoke", "out", out.toString(), "device", "cpu"));
    for (String id : RUN) {
      new Reply(
              Experiments.byId(id),
              settings,
              new InProcessExecutor(settings.data(), "cpu"),
              Progress.silent())
          .give()
          .write(out);
    }
    index = new ReportWriter(settings).write().toUri().toString();
  }

  /** What a reader sees: paper and cells of the rows that are not hidden, in their order. */
  private static List<String[]> shown(String dom) {
    List<String[]> rows = new ArrayList<>();
    Matcher row = ROW.matcher(dom);
    while (row.find()) {
      if (row.group(2) == null) {
        rows.add(new String[] {row.group(1), row.group(3)});
      }
    }
    return rows;
  }

  private static double measured(String[] row) {
    Matcher cell = MEASURED.matcher(row[1]);
    assertTrue(cell.find(), row[1]);
    return Double.parseDouble(cell.group(1).replace(",", ""));
  }

  @Test
  void theIndexNeedsNothingFromElsewhereAndRunsWithoutErrors() throws Exception {
    Browser.Opened opened = browser.open(index, 1160);
    assertEquals("", opened.console());
    String page = Files.readString(Path.of(java.net.URI.create(index)));
    Matcher loaded = Pattern.compile("(?:src|data|poster)=\"(?!data:)[^\"]+\"").matcher(page);
    assertFalse(loaded.find(), "a page must hold all it shows");
    assertFalse(page.contains("@import") || page.contains("url(http"), "style");
    assertFalse(Pattern.compile("<link[^>]+href=\"http").matcher(page).find(), "link");
    assertEquals(TOTAL, shown(opened.dom()).size(), "17 counts of zeng2024, 2 of davidi2024");
    assertTrue(opened.dom().contains(TOTAL + " of " + TOTAL + " verdicts"), "and it says so");
  }

  @ParameterizedTest
  @CsvSource({
    "paper=davidi2024, 2",
    "outcome=reproduced, 16",
    "outcome=not+reproduced&paper=zeng2024, 3",
    "text=EfficientNet-B7, 1",
    "kind=count, 19",
    "outcome=&paper=khan2022, 0"
  })
  void whatIsChosenIsShownAndStandsInTheAddress(String chosen, int rows) throws Exception {
    Browser.Opened opened = browser.open(index + "#claims?" + chosen, 1160);
    assertEquals("", opened.console());
    assertEquals(rows, shown(opened.dom()).size());
    assertTrue(opened.dom().contains(rows + " of " + TOTAL + " verdicts"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&down=yes"})
  void columnsAreSortedByNumberNotByText(String down) throws Exception {
    Browser.Opened opened = browser.open(index + "#claims?sort=measured" + down, 1160);
    List<Double> values = shown(opened.dom()).stream().map(IndexPageIT::measured).toList();
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(down.isEmpty() ? null : java.util.Comparator.reverseOrder());
    assertEquals(sorted, values);
    assertTrue(
        opened
            .dom()
            .contains("aria-sort=\"%s\"".formatted(down.isEmpty() ? "ascending" : "descending")));
  }

  @Test
  void eachLinkOfTheTableLeadsToALineOfItsPage() throws Exception {
    String page = Files.readString(Path.of(java.net.URI.create(index)));
    Matcher link = Pattern.compile("<td><a href=\"([^\"#]+)#([^\"]+)\">").matcher(page);
    int links = 0;
    while (link.find()) {
      String target = Files.readString(out.resolve(link.group(1)));
      assertTrue(target.contains("id=\"" + link.group(2) + "\""), link.group());
      links++;
    }
    assertEquals(TOTAL, links);
  }

  @ParameterizedTest
  @CsvSource({
    "index.html, 390, true",
    "index.html, 1160, false",
    "zeng2024/model-sizes/smoke.html, 390, false",
    "zeng2024/model-sizes/smoke.html, 1160, true",
    "zeng2024/audit.html, 390, true",
    "zeng2024/audit.html, 1160, false"
  })
  void noPageBreaksARuleOfAccessibilityOrIsWiderThanItsWindow(
      String name, int width, boolean isDark) throws Exception {
    assertEquals(
        "%s, %d wide, 0 over: clean".formatted(isDark ? "dark" : "light", width),
        new Axe(browser).look(out.resolve(name), width, isDark));
  }
}
