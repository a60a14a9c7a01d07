package io.retort.report;

import io.retort.claim.Outcome;
import io.retort.claim.Paper;
import io.retort.claim.Verdict;
import java.util.List;
import java.util.Locale;

/** What other tools read: a CI job's summary, its test results, a bibliography. */
final class Exports {
  private Exports() {}

  /** A page for a CI job in Markdown: counts by experiment, then what a reader must see. */
  static String markdown(List<Verdict> verdicts) {
    StringBuilder text = new StringBuilder("# Retort: what holds?\n\n");
    text.append("| experiment | scale | regressions | judged | not judged |\n");
    text.append("|---|---|---|---|---|\n");
    verdicts.stream()
        .map(v -> v.experiment() + "|" + v.scale())
        .distinct()
        .forEach(
            key -> {
              String[] run = key.split("\\|");
              List<Verdict> own =
                  verdicts.stream()
                      .filter(v -> v.experiment().equals(run[0]) && v.scale().equals(run[1]))
                      .toList();
              text.append(
                  "| %s | %s | %d | %d | %d |\n"
                      .formatted(
                          run[0],
                          run[1],
                          own.stream().filter(v -> v.outcome() == Outcome.REGRESSION).count(),
                          own.stream().filter(v -> v.outcome().judged()).count(),
                          own.stream().filter(v -> !v.outcome().judged()).count()));
            });
    section(text, "Regressions", verdicts, Outcome.REGRESSION);
    section(text, "Claims that do not hold here", verdicts, Outcome.DOES_NOT_HOLD);
    section(text, "Printed values that are not met", verdicts, Outcome.NOT_REPRODUCED);
    return text.toString();
  }

  private static void section(
      StringBuilder text, String title, List<Verdict> verdicts, Outcome outcome) {
    List<Verdict> own = verdicts.stream().filter(v -> v.outcome() == outcome).toList();
    if (own.isEmpty()) {
      return;
    }
    text.append("\n## ").append(title).append("\n");
    own.forEach(
        v ->
            text.append(
                "- %s (%s, %s): %s. %s\n"
                    .formatted(
                        v.statement(),
                        v.experiment(),
                        v.scale(),
                        v.note(),
                        v.knownDeviation() == null ? "" : "Known deviation.")));
  }

  /** JUnit's XML: a regression fails, what could not be judged is skipped with its reason. */
  static String junit(List<Verdict> verdicts) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    long failed = verdicts.stream().filter(v -> v.outcome() == Outcome.REGRESSION).count();
    long skipped = verdicts.stream().filter(v -> !v.outcome().judged()).count();
    xml.append(
        "<testsuite name=\"retort\" tests=\"%d\" failures=\"%d\" skipped=\"%d\" errors=\"0\">\n"
            .formatted(verdicts.size(), failed, skipped));
    for (Verdict v : verdicts) {
      xml.append(
          "  <testcase classname=\"%s\" name=\"%s\">"
              .formatted(
                  escaped(v.experiment().replace('/', '.') + "." + v.scale()),
                  escaped(
                      v.statement() + (v.variant().isEmpty() ? "" : " [" + v.variant() + "]"))));
      if (v.outcome() == Outcome.REGRESSION) {
        xml.append("<failure message=\"%s\"/>".formatted(escaped(v.note())));
      } else if (!v.outcome().judged()) {
        xml.append("<skipped message=\"%s\"/>".formatted(escaped(v.note())));
      } else {
        xml.append(
            "<system-out>%s</system-out>"
                .formatted(escaped(v.outcome().words() + ": " + v.note())));
      }
      xml.append("</testcase>\n");
    }
    return xml.append("</testsuite>\n").toString();
  }

  private static String escaped(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** The papers as BibTeX. */
  static String bibliography(List<Paper> papers) {
    StringBuilder text = new StringBuilder();
    for (Paper paper : papers) {
      text.append("@misc{%s,\n  title = {%s},\n".formatted(paper.id(), paper.title()));
      if (!paper.authors().isEmpty()) {
        text.append("  author = {%s},\n".formatted(paper.authors().replace(", ", " and ")));
      }
      text.append("  howpublished = {%s},\n".formatted(paper.venue()));
      if (!paper.doi().isEmpty()) {
        text.append("  doi = {%s},\n".formatted(paper.doi()));
      }
      text.append(String.format(Locale.ROOT, "  year = {%d}%n}%n", paper.year()));
    }
    return text.toString();
  }
}
