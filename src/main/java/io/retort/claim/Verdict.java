package io.retort.claim;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we say of a claim or of a gated metric, with everything needed to doubt it.
 *
 * @param id the claim's id, or {@code gate: condition}
 * @param question which of the three verdicts this is
 * @param experiment the experiment's id
 * @param scale the scale it was run at
 * @param variant the declared reading; empty where readings do not differ
 * @param statement the claim in words
 * @param metric the metric's name
 * @param outcome what is said
 * @param measured mean over the seeds of the value, or of the difference
 * @param interval interval of the measured value or difference
 * @param intervalMeaning what the interval is
 * @param reference the printed value, the baseline's mean, or the least difference
 * @param margin tolerated difference
 * @param bound lowest mean that raises no alarm (gate)
 * @param pValue of the test that decided
 * @param detectableDrop drop seen with 90 % power (gate)
 * @param seeds the seeds behind it
 * @param values the observed value or difference of each seed
 * @param detail further numbers by name
 * @param source where the paper says it, or which baseline
 * @param device what trained
 * @param note why the outcome is what it is, in one sentence
 * @param knownDeviation the ledger's reason, where it lists this claim
 */
public record Verdict(
    String id,
    Question question,
    String experiment,
    String scale,
    String variant,
    String statement,
    String metric,
    Outcome outcome,
    @Nullable Double measured,
    @Nullable Interval interval,
    String intervalMeaning,
    @Nullable Double reference,
    @Nullable Double margin,
    @Nullable Double bound,
    @Nullable Double pValue,
    @Nullable Double detectableDrop,
    List<Long> seeds,
    List<Double> values,
    Map<String, Double> detail,
    String source,
    String device,
    String note,
    @Nullable String knownDeviation) {
  /** Numbers from here on are counts. */
  private static final double COUNT = 1000;

  /** The three verdicts, never mixed. */
  public enum Question {
    /** A: has our own result become worse? */
    REGRESSION,
    /** B: does our value agree with the printed one? */
    PAPER_AGREEMENT,
    /** C: is one condition better than another? */
    ORDERING
  }

  /** The same verdict with the ledger's reason for it. */
  public Verdict withKnownDeviation(@Nullable String reason) {
    return new Verdict(
        id,
        question,
        experiment,
        scale,
        variant,
        statement,
        metric,
        outcome,
        measured,
        interval,
        intervalMeaning,
        reference,
        margin,
        bound,
        pValue,
        detectableDrop,
        seeds,
        values,
        detail,
        source,
        device,
        note,
        reason);
  }

  /** The verdict as a lab note: what was measured, against what, and where the details lie. */
  public String labNote(String details) {
    StringBuilder note = new StringBuilder();
    line(note, "claim", id + (variant.isEmpty() ? "" : " [" + variant + "]"));
    line(note, "states", statement);
    line(note, "verdict", outcome.words() + ": " + this.note);
    line(note, "measured", number(measured) + " " + metric + intervalText());
    line(note, "reference", number(reference));
    if (margin != null) {
      line(note, "margin", number(margin));
    }
    if (bound != null) {
      line(note, "bound", number(bound));
    }
    if (pValue != null) {
      line(note, "p", String.format(Locale.ROOT, "%.4g", pValue));
    }
    line(note, "seeds", seeds + " gave " + values.stream().map(Verdict::number).toList());
    line(note, "source", source);
    line(note, "scale", scale + " on " + device);
    if (knownDeviation != null) {
      line(note, "ledger", "known deviation: " + knownDeviation);
    }
    line(note, "details", details);
    return note.toString();
  }

  private String intervalText() {
    return interval == null
        ? ""
        : ", %s [%s, %s]"
            .formatted(intervalMeaning, number(interval.low()), number(interval.high()));
  }

  private static void line(StringBuilder out, String name, String value) {
    out.append(String.format(Locale.ROOT, "%-9s  %s%n", name, value));
  }

  private static String number(@Nullable Double value) {
    return value == null
        ? "-"
        : String.format(Locale.ROOT, Math.abs(value) >= COUNT ? "%,.0f" : "%.4f", value);
  }
}
