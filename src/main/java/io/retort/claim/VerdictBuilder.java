package io.retort.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects a verdict's parts while it is being reached. */
final class VerdictBuilder {
  private final Claim claim;
  private final Context context;
  private List<Long> seeds = List.of();
  private List<Double> values = List.of();
  private @Nullable Double measured;
  @Nullable Interval interval;
  String intervalMeaning = "";
  @Nullable Double reference;
  @Nullable Double margin;
  @Nullable Double pValue;
  String source;
  final Map<String, Double> detail = new TreeMap<>();

  VerdictBuilder(Claim claim, Context context) {
    this.claim = claim;
    this.context = context;
    this.source = claim.source();
  }

  void observed(SortedMap<Long, Double> bySeed) {
    seeds = List.copyOf(bySeed.keySet());
    values = new ArrayList<>(bySeed.values());
    if (!values.isEmpty()) {
      measured = Statistics.mean(array());
    }
  }

  double[] array() {
    return values.stream().mapToDouble(d -> d).toArray();
  }

  Verdict say(Outcome outcome, String note) {
    return new Verdict(
        claim.id(),
        claim.isOfAValue() ? Verdict.Question.PAPER_AGREEMENT : Verdict.Question.ORDERING,
        claim.experiment(),
        context.scale(),
        context.variant(),
        claim.statement(),
        claim.metric(),
        outcome,
        measured,
        interval,
        intervalMeaning,
        reference,
        margin,
        null,
        pValue,
        null,
        seeds,
        values,
        detail,
        source,
        context.device(),
        note,
        null);
  }
}
