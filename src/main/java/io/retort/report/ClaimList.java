package io.retort.report;

import io.retort.claim.Claim;
import io.retort.claim.Interval;
import io.retort.claim.Outcome;
import io.retort.claim.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verdicts of all experiments in one table, and why some could not be judged. */
final class ClaimList {
  /** Kind of the gate's verdicts, which are on no claim. */
  static final String GATE = "gate";

  private static final int REASONS = 12;

  private ClaimList() {}

  /**
   * A verdict in the table. Public, as the template engine reads it.
   *
   * @param question A, B or C
   * @param kind of the claim in words; {@link #GATE} for the gate's verdicts
   * @param href of the verdict on its experiment's page
   * @param room how far the interval is from what would change the verdict, in the metric's unit;
   *     empty where that is not known
   */
  public record Row(
      String paper,
      String experiment,
      String question,
      String kind,
      String statement,
      String source,
      String outcome,
      String tone,
      String href,
      String measured,
      String room) {}

  /** Why verdicts are open. Public, as the template engine reads it. */
  public record Reason(String why, int count) {}

  /**
   * A row.
   *
   * @param kind of the claim; null where it is none
   * @param page the experiment's, relative to the index
   * @param isListed whether the page has a line of its own for it
   */
  static Row row(Verdict v, Claim.@Nullable Kind kind, String page, boolean isListed) {
    String paper = v.experiment().substring(0, v.experiment().indexOf('/'));
    return new Row(
        paper,
        v.experiment().substring(paper.length() + 1),
        switch (v.question()) {
          case REGRESSION -> "A";
          case PAPER_AGREEMENT -> "B";
          case ORDERING -> "C";
        },
        words(kind),
        v.statement(),
        v.source(),
        v.outcome().words(),
        VerdictView.tone(v),
        isListed ? page + "#" + VerdictView.anchor(v) : page + "#claims",
        Numbers.text(v.measured()),
        text(room(v, kind)));
  }

  private static String text(@Nullable Double room) {
    return room == null ? "" : String.format(Locale.ROOT, "%+.4f", room);
  }

  /**
   * How far a verdict is from changing: positive where the whole interval is on the good side of
   * the bound, negative where some of it is not; null where there is no interval or no bound.
   */
  static @Nullable Double room(Verdict v, Claim.@Nullable Kind kind) {
    Interval interval = v.interval();
    Double reference = v.reference();
    Double measured = v.measured();
    Double bound = v.bound();
    Double margin = v.margin();
    return switch (v.question()) {
      case REGRESSION -> measured == null || bound == null ? null : measured - bound;
      case ORDERING ->
          interval == null ? null : interval.low() - (reference == null ? 0 : reference);
      case PAPER_AGREEMENT ->
          interval == null || reference == null || margin == null
              ? null
              : room(interval, reference, margin, kind);
    };
  }

  /** Of a printed value, or of a printed bound on one side. */
  private static @Nullable Double room(
      Interval interval, double reference, double margin, Claim.@Nullable Kind kind) {
    double below = reference + margin - interval.high();
    double above = interval.low() - (reference - margin);
    if (kind == Claim.Kind.AT_MOST) {
      return below;
    }
    if (kind == Claim.Kind.AT_LEAST) {
      return above;
    }
    if (kind == Claim.Kind.WITHIN) { // a difference, of either sign
      return Math.min(below, interval.low() + reference + margin);
    }
    return margin > 0 ? Math.min(below, above) : null;
  }

  /** A kind of claim as the filter names it. */
  static String words(Claim.@Nullable Kind kind) {
    return kind == null ? GATE : kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Why verdicts could not be judged, the most frequent reason first; numbers left out. */
  static List<Reason> reasons(List<Verdict> verdicts) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Verdict v : verdicts) {
      if (!v.outcome().judged()) {
        counts.merge(reason(v), 1, Integer::sum);
      }
    }
    List<Reason> reasons = new ArrayList<>();
    counts.forEach((why, count) -> reasons.add(new Reason(why, count)));
    reasons.sort(Comparator.comparingInt(Reason::count).reversed());
    if (reasons.size() <= REASONS) {
      return reasons;
    }
    int others = reasons.subList(REASONS, reasons.size()).stream().mapToInt(Reason::count).sum();
    List<Reason> first = new ArrayList<>(reasons.subList(0, REASONS));
    first.add(new Reason("other reasons, on the experiments' pages", others));
    return first;
  }

  private static String reason(Verdict v) {
    if (v.outcome() == Outcome.INCONCLUSIVE) {
      return "the interval over seeds or test items includes the bound: more of them are needed";
    }
    return v.note()
        .replaceAll("[-+]?\\d[\\d.,]*", "…")
        .replaceAll(
            "presumes published weights, and .* not at hand",
            "presumes published weights that were not at hand")
        .replaceAll("\\[[^]]*]", "[…]");
  }
}
