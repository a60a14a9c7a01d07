package io.retort.report;

import io.retort.claim.Interval;
import io.retort.claim.RegressionGate;
import io.retort.claim.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A verdict as the pages print it. Public, as the template engine reads it. */
public record VerdictView(
    String anchor,
    String id,
    String reading,
    String statement,
    String outcome,
    String tone,
    String measured,
    String interval,
    String intervalMeaning,
    String byItem,
    String against,
    String reference,
    String bound,
    String pValue,
    String detectableAt80,
    String detectable,
    String seeds,
    String source,
    String note,
    String deviation,
    String bar) {

  static VerdictView of(Verdict v) {
    Interval interval = v.interval();
    return new VerdictView(
        anchor(v),
        v.id(),
        v.variant(),
        v.statement(),
        v.outcome().words(),
        tone(v),
        number(v.measured()),
        interval == null ? "–" : number(interval.low()) + " to " + number(interval.high()),
        v.intervalMeaning(),
        byItem(v),
        against(v),
        number(v.reference()),
        number(v.bound()),
        v.pValue() == null ? "–" : p(v.pValue()),
        drop(v.detail().get(RegressionGate.DROP_AT_80)),
        drop(v.detectableDrop()),
        seeds(v.seeds().size()),
        v.source(),
        v.note(),
        v.knownDeviation() == null ? "" : v.knownDeviation(),
        IntervalBar.draw(v));
  }

  /** A drop that the gate sees, in points. */
  private static String drop(@Nullable Double drop) {
    return drop == null
        ? "–"
        : drop.isInfinite() ? "none" : String.format(Locale.ROOT, "%.1f points", 100 * drop);
  }

  /** Where it stands on its experiment's page. */
  static String anchor(Verdict v) {
    return (v.id() + "-" + v.variant()).replaceAll("[^A-Za-z0-9]+", "-");
  }

  private static String seeds(int count) {
    return count == 0 ? "none" : count == 1 ? "1 seed" : count + " seeds";
  }

  private static String byItem(Verdict v) {
    Double low = v.detail().get("by_item_low");
    Double high = v.detail().get("by_item_high");
    return low == null || high == null ? "" : number(low) + " to " + number(high);
  }

  private static String against(Verdict v) {
    return switch (v.question()) {
      case PAPER_AGREEMENT ->
          v.margin() != null && v.margin() == 0
              ? "printed %s, exactly".formatted(number(v.reference()))
              : "printed %s, margin %s".formatted(number(v.reference()), number(v.margin()));
      case ORDERING ->
          v.reference() == null || v.reference() == 0
              ? "above 0"
              : "above " + number(v.reference());
      case REGRESSION -> number(v.reference());
    };
  }

  static String tone(Verdict v) {
    return !v.outcome().judged() ? "open" : v.outcome().acceptable() ? "good" : "bad";
  }

  private static String p(double p) {
    return p < 0.0001 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  private static String number(@Nullable Double value) {
    return Numbers.text(value);
  }
}
