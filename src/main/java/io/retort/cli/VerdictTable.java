package io.retort.cli;

import io.retort.claim.Interval;
import io.retort.claim.Outcome;
import io.retort.claim.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Verdicts on a console. */
final class VerdictTable {
  private VerdictTable() {}

  /** Numbers from here on are counts. */
  private static final double COUNT = 1000;

  static void print(PrintStream out, List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      String colour =
          !verdict.outcome().judged() ? "yellow" : verdict.outcome().acceptable() ? "green" : "red";
      String name =
          verdict.id() + (verdict.variant().isEmpty() ? "" : " [" + verdict.variant() + "]");
      out.println(
          Ansi.AUTO.string(
              String.format(
                  Locale.ROOT,
                  "@|%s %-14s|@ %-48s %8s %-18s %s",
                  colour,
                  verdict.outcome().words(),
                  name,
                  number(verdict.measured()),
                  interval(verdict.interval()),
                  said(verdict))));
    }
  }

  private static String said(Verdict verdict) {
    return verdict.outcome() == Outcome.NOT_APPLICABLE
            && verdict.question() == Verdict.Question.PAPER_AGREEMENT
            && verdict.reference() != null
        ? "printed " + number(verdict.reference()) + "; " + verdict.note()
        : verdict.note();
  }

  private static String number(@Nullable Double value) {
    return value == null
        ? "-"
        : String.format(Locale.ROOT, Math.abs(value) >= COUNT ? "%,.0f" : "%.4f", value);
  }

  private static String interval(@Nullable Interval interval) {
    return interval == null
        ? ""
        : String.format(Locale.ROOT, "[%.4f, %.4f]", interval.low(), interval.high());
  }
}
