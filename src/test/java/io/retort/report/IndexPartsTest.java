package io.retort.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.claim.Claim;
import io.retort.claim.Interval;
import io.retort.claim.Outcome;
import io.retort.claim.Paper;
import io.retort.claim.Verdict;
import io.retort.experiment.Timings;
import io.retort.provenance.Machine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class IndexPartsTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

  private static final Machine HERE = new Machine("os", "cpu A", 2, "17", "engine");
  private static final Machine THERE = new Machine("os", "cpu B", 2, "17", "engine");

  @TempDir Path out;

  private static Verdict verdict(
      Verdict.Question question,
      Outcome outcome,
      @Nullable Double measured,
      @Nullable Interval interval,
      @Nullable Double reference,
      @Nullable Double margin,
      @Nullable Double bound,
      String note) {
    return new Verdict(
        "a-claim",
        question,
        "paper/experiment",
        "smoke",
        "",
        "A is better than B & <C>",
        "accuracy",
        outcome,
        measured,
        interval,
        "",
        reference,
        margin,
        bound,
        null,
        null,
        List.of(1L),
        List.of(),
        Map.of(),
        "Table 1",
        "cpu",
        note,
        null);
  }

  private static Verdict ordering(Outcome outcome, double low, double high) {
    return verdict(
        Verdict.Question.ORDERING,
        outcome,
        (low + high) / 2,
        new Interval(low, high),
        0.,
        null,
        null,
        "a note");
  }

  @Test
  void roomIsWhatIsLeftBetweenTheIntervalAndTheBound() {
    assertEquals(.02, ClaimList.room(ordering(Outcome.HOLDS, .02, .1), Claim.Kind.ORDERING), 1e-12);
    assertEquals(
        -.3, ClaimList.room(ordering(Outcome.DOES_NOT_HOLD, -.3, -.1), Claim.Kind.ORDERING), 1e-12);
    Verdict value =
        verdict(
            Verdict.Question.PAPER_AGREEMENT,
            Outcome.REPRODUCED,
            .81,
            new Interval(.79, .83),
            .8,
            .05,
            null,
            "");
    assertEquals(
        .02,
        ClaimList.room(value, Claim.Kind.VALUE),
        1e-12,
        "0.83 is 0.03 off, of 0.05 that may be");
    assertEquals(.02, ClaimList.room(value, Claim.Kind.AT_MOST), 1e-12, "0.83 of at most 0.85");
    assertEquals(.04, ClaimList.room(value, Claim.Kind.AT_LEAST), 1e-12, "0.79 of at least 0.75");
    Verdict gate =
        verdict(Verdict.Question.REGRESSION, Outcome.NO_REGRESSION, .7, null, .72, null, .65, "");
    assertEquals(.05, ClaimList.room(gate, null), 1e-12);
    Verdict flat =
        verdict(
            Verdict.Question.PAPER_AGREEMENT,
            Outcome.REPRODUCED,
            -.0015,
            new Interval(-.005, .002),
            .00686,
            .01,
            null,
            "");
    assertEquals(.01186, ClaimList.room(flat, Claim.Kind.WITHIN), 1e-12, "-0.005 of -0.01686");
    Verdict open =
        verdict(
            Verdict.Question.ORDERING, Outcome.NOT_APPLICABLE, null, null, null, null, null, "");
    assertEquals("", ClaimList.row(open, Claim.Kind.ORDERING, "p.html", true).room());
  }

  @Test
  void aRowLeadsToItsLineOrElseToThePagesClaims() {
    Verdict v = ordering(Outcome.HOLDS, .1, .2);
    assertEquals(
        "p/smoke.html#a-claim-",
        ClaimList.row(v, Claim.Kind.ORDERING, "p/smoke.html", true).href());
    assertEquals(
        "p/smoke.html#claims", ClaimList.row(v, Claim.Kind.ORDERING, "p/smoke.html", false).href());
    assertEquals("paper", ClaimList.row(v, Claim.Kind.ORDERING, "", true).paper());
    assertEquals("experiment", ClaimList.row(v, Claim.Kind.ORDERING, "", true).experiment());
  }

  @Test
  void reasonsAreCountedWhateverTheirNumbers() {
    Verdict.Question question = Verdict.Question.PAPER_AGREEMENT;
    Outcome open = Outcome.NOT_APPLICABLE;
    List<ClaimList.Reason> reasons =
        ClaimList.reasons(
            List.of(
                verdict(question, open, null, null, null, null, null, "3 seeds of 10"),
                verdict(question, open, null, null, null, null, null, "4 seeds of 20"),
                verdict(question, open, null, null, null, null, null, "no data"),
                ordering(Outcome.HOLDS, .1, .2)));
    assertEquals(
        List.of(new ClaimList.Reason("… seeds of …", 2), new ClaimList.Reason("no data", 1)),
        reasons);
  }

  private static History.Changes add(History history, List<Verdict> verdicts, Instant now)
      throws IOException {
    return history.add(verdicts, new TreeMap<>(), List.of(), now);
  }

  @Test
  void aReportNamesWhatTheOneBeforeSaidOtherwise() throws IOException {
    History history = new History(out);
    List<Verdict> first = List.of(ordering(Outcome.HOLDS, .1, .2));
    List<Verdict> second = List.of(ordering(Outcome.INCONCLUSIVE, -.1, .2));
    assertEquals("", add(history, first, MONDAY).since());
    assertEquals("", add(history, first, MONDAY.plusSeconds(60)).since(), "nothing new");
    History.Changes changes = add(history, second, MONDAY.plusSeconds(120));
    assertEquals("2026-03-02T10:00:00Z", changes.since());
    assertEquals("holds, 0.1500", changes.changed().get(0).before());
    assertEquals("inconclusive", changes.changed().get(0).now());
    assertEquals(changes, add(history, second, MONDAY.plusSeconds(180)), "still the news");
    assertEquals(
        "not run", add(history, List.of(), MONDAY.plusSeconds(240)).changed().get(0).now());
  }

  @Test
  void onlyTheNewestReportsAreKept() throws IOException {
    History history = new History(out);
    for (int i = 0; i < 60; i++) {
      add(history, List.of(ordering(Outcome.HOLDS, .1, .2 + i / 10.)), MONDAY.plusSeconds(60L * i));
    }
    try (Stream<Path> files = Files.list(out.resolve("history"))) {
      List<String> names = files.map(f -> f.getFileName().toString()).sorted().toList();
      assertEquals(50, names.size());
      assertEquals("2026-03-02T101000Z.json", names.get(0));
    }
  }

  @Test
  void metricsAndTimingsOfEachReportAreKeptAndOlderRecordsHaveNone() throws IOException {
    Files.createDirectories(out.resolve("history"));
    Files.writeString(
        out.resolve("history/2026-01-01T000000Z.json"),
        "{\"written\": \"2026-01-01T00:00:00Z\", \"verdicts\": {}}");
    History history = new History(out);
    TreeMap<String, Double> metrics = new TreeMap<>(Map.of("m", .5));
    history.add(List.of(), metrics, List.of(timed(2, HERE)), MONDAY);
    history.add(List.of(), metrics, List.of(timed(3, HERE)), MONDAY.plusSeconds(60));
    List<History.Entry> entries = history.entries();
    assertEquals(3, entries.size());
    assertEquals(Map.of(), entries.get(0).metrics());
    assertEquals(Map.of("m", .5), entries.get(1).metrics());
    assertEquals(Map.of("t", 3.), entries.get(2).timings());
    assertEquals(Map.of("t", HERE.fingerprint()), entries.get(2).machines());
  }

  private static Timings.Measured timed(double milliseconds, @Nullable Machine machine) {
    return new Timings.Measured("t", Path.of("t.json"), new double[] {milliseconds}, machine);
  }

  @Test
  void aTrendOfTimesShowsTheMachineOfTheNewestOnly() throws IOException {
    History history = new History(out);
    List<Machine> machines = Arrays.asList(HERE, THERE, null, HERE);
    for (int i = 0; i < machines.size(); i++) {
      List<Timings.Measured> measured = List.of(timed(i + 2, machines.get(i)));
      history.add(List.of(), new TreeMap<>(), measured, MONDAY.plusSeconds(60L * i));
    }
    String chart = Trends.of(history.entries(), List.of(), Map.of()).timings().get(0);
    assertTrue(chart.contains("&quot;points&quot;:[[1.0,2.0,2.0,2.0],[4.0,5.0,5.0,5.0]]"), chart);
    history.add(List.of(), new TreeMap<>(), List.of(timed(7, null)), MONDAY.plusSeconds(300));
    String unknown = Trends.of(history.entries(), List.of(), Map.of()).timings().get(0);
    assertTrue(unknown.contains("&quot;points&quot;:[[5.0,7.0,7.0,7.0]]"), unknown);
  }

  @Test
  void aDamagedRecordIsNamedAndLeftOut() throws IOException {
    History history = new History(out);
    add(history, List.of(ordering(Outcome.HOLDS, .1, .2)), MONDAY);
    for (String damaged : List.of("", "{}", "{\"written\": \"\", \"verdicts\": {}}", "[1")) {
      Files.writeString(out.resolve("history/2027-01-01T000000Z.json"), damaged);
      assertEquals(1, history.entries().size(), damaged);
      assertTrue(history.left().get(0).contains("is no record of a report"), damaged);
    }
  }

  @Test
  void aTrendHasAPointForEachReportAndTheBaselinesBand() {
    Verdict v =
        verdict(Verdict.Question.REGRESSION, Outcome.NO_REGRESSION, .7, null, .72, null, .65, "");
    List<History.Entry> entries =
        Stream.of(.71, .7)
            .map(
                value ->
                    new History.Entry(
                        "2026-01-01T00:00:00Z",
                        new TreeMap<>(),
                        new TreeMap<>(Map.of(History.key(v), value)),
                        new TreeMap<>(Map.of("t", 2.)),
                        new TreeMap<>()))
            .toList();
    Trends trends = Trends.of(entries, List.of(v), Map.of("t", new Interval(1, 4)));
    assertEquals(2, trends.reports());
    String chart = trends.of("paper/experiment", "smoke").get(0);
    assertTrue(
        chart.contains("&quot;points&quot;:[[1.0,0.71,0.71,0.71],[2.0,0.7,0.7,0.7]]"), chart);
    assertTrue(chart.contains("&quot;mean&quot;:0.72"), chart);
    assertEquals(1, trends.timings().size());
    assertTrue(trends.timings().get(0).contains("&quot;mean&quot;:2.0"), trends.timings().get(0));
    assertTrue(trends.timings().get(0).contains("recorded by the same machine"));
    assertFalse(Trends.of(entries, List.of(v), Map.of()).timings().get(0).contains("recorded by"));
    assertEquals(
        List.of(), Trends.of(List.of(), List.of(v), Map.of()).of("paper/experiment", "smoke"));
  }

  @Test
  void junitFailsOnRegressionsOnlyAndSkipsWhatIsOpen() throws Exception {
    String xml =
        Exports.junit(
            List.of(
                ordering(Outcome.HOLDS, .1, .2),
                ordering(Outcome.DOES_NOT_HOLD, -.2, -.1),
                ordering(Outcome.INCONCLUSIVE, -.2, .1),
                verdict(
                    Verdict.Question.REGRESSION,
                    Outcome.REGRESSION,
                    .5,
                    null,
                    .7,
                    null,
                    .6,
                    "fell \"much\" & fast")));
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getDocumentElement();
    assertEquals("4", suite.getAttribute("tests"));
    assertEquals("1", suite.getAttribute("failures"));
    assertEquals("1", suite.getAttribute("skipped"));
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertEquals("fell \"much\" & fast", failure.getAttribute("message"));
    Element test = (Element) suite.getElementsByTagName("testcase").item(0);
    assertEquals("A is better than B & <C>", test.getAttribute("name"));
    assertEquals("paper.experiment.smoke", test.getAttribute("classname"));
  }

  @Test
  void theSummaryNamesWhatDoesNotHold() {
    String text =
        Exports.markdown(
            List.of(ordering(Outcome.DOES_NOT_HOLD, -.2, -.1), ordering(Outcome.HOLDS, .1, .2)));
    assertTrue(text.contains("| paper/experiment | smoke | 0 | 2 | 0 |"), text);
    assertTrue(text.contains("## Claims that do not hold here\n- A is better"), text);
    assertTrue(!text.contains("## Regressions"), text);
  }

  @Test
  void papersAreCitedWithWhatIsKnown() {
    String text =
        Exports.bibliography(
            List.of(new Paper("one2020", "On one", "Ada, Bob", "Journal 1", 2020, "10/x", "n")));
    assertTrue(text.contains("author = {Ada and Bob}"), text);
    assertTrue(text.contains("doi = {10/x}"), text);
    assertTrue(text.startsWith("@misc{one2020,"), text);
  }
}
