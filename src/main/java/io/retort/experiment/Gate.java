package io.retort.experiment;

import io.retort.claim.BaselineRow;
import io.retort.claim.Condition;
import io.retort.claim.Observations;
import io.retort.claim.Outcome;
import io.retort.claim.RegressionGate;
import io.retort.claim.RegressionGate.Gated;
import io.retort.claim.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Verdict A over one experiment: compares new observations to the recorded baseline, and on an
 * alarm has as many seeds again trained before it decides.
 */
final class Gate {
  private final Plan plan;
  private final List<BaselineRow> baseline;
  private final List<Long> seeds;
  private final String device;

  Gate(Plan plan, List<BaselineRow> baseline, List<Long> seeds, String device) {
    this.plan = plan;
    this.baseline = baseline;
    this.seeds = seeds;
    this.device = device;
  }

  /**
   * The verdicts.
   *
   * @param more trains further seeds of some conditions and gives their observations
   */
  List<Verdict> verdicts(
      Observations seen, BiFunction<Set<Condition>, List<Long>, Observations> more) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Gated> suite = new ArrayList<>();
    for (Metric metric : metrics(seen)) {
      List<BaselineRow> recorded = metric.of(baseline);
      List<BaselineRow> sameData =
          recorded.stream().filter(row -> row.data().equals(plan.dataFingerprint())).toList();
      String why = unusable(recorded, sameData);
      if (why.isEmpty()) {
        suite.add(metric.gated(plan, sameData, metric.values(seen)));
      } else {
        verdicts.add(notApplicable(metric, metric.values(seen), why));
      }
    }
    if (suite.isEmpty()) {
      return verdicts;
    }
    List<Gated> alarms = RegressionGate.alarms(suite, RegressionGate.ALARM_LEVEL);
    if (alarms.isEmpty()) {
      verdicts.addAll(judge(suite, RegressionGate.ALARM_LEVEL, ""));
      return verdicts;
    }
    Set<Condition> again =
        alarms.stream()
            .map(gated -> Condition.parse(gated.condition()))
            .collect(Collectors.toSet());
    long next = Collections.max(seeds) + 1;
    List<Long> further = new ArrayList<>();
    for (int i = 0; i < seeds.size(); i++) {
      further.add(next + i);
    }
    Observations second = more.apply(again, further);
    List<Gated> all =
        suite.stream().map(g -> alarms.contains(g) ? extended(g, second) : g).toList();
    verdicts.addAll(
        judge(
            all,
            RegressionGate.DECISION_LEVEL,
            "%d alarms were looked at again with %d more seeds"
                .formatted(alarms.size(), further.size())));
    return verdicts;
  }

  private List<Verdict> judge(List<Gated> suite, double level, String note) {
    return RegressionGate.verdicts(suite, level, plan.scale().toString(), device, note);
  }

  private static Gated extended(Gated gated, Observations second) {
    SortedMap<Long, Double> both = new TreeMap<>(gated.fresh());
    both.putAll(second.values(gated.variant(), gated.condition(), gated.metric()));
    return new Gated(
        gated.experiment(),
        gated.variant(),
        gated.condition(),
        gated.metric(),
        gated.baseline(),
        both,
        gated.items());
  }

  private static String unusable(List<BaselineRow> recorded, List<BaselineRow> sameData) {
    if (recorded.isEmpty()) {
      return "no baseline was recorded for this scale: run 'record'";
    }
    return sameData.isEmpty()
        ? "the baseline was recorded on other data [%s]: run 'record'"
            .formatted(recorded.get(0).data().substring(0, 12))
        : RegressionGate.unusable(sameData.size());
  }

  private List<Metric> metrics(Observations seen) {
    Experiment experiment = plan.experiment();
    List<Metric> metrics = new ArrayList<>();
    for (Map.Entry<String, Long> gated : experiment.gatedMetrics(plan.scale()).entrySet()) {
      for (Condition condition : experiment.conditions(plan.scale())) {
        String variant = experiment.depends(condition) ? experiment.defaultReading() : "";
        Metric metric =
            new Metric(
                experiment.id(), variant, condition.toString(), gated.getKey(), gated.getValue());
        if (!metric.values(seen).isEmpty()) {
          metrics.add(metric);
        }
      }
    }
    return metrics;
  }

  private Verdict notApplicable(Metric metric, SortedMap<Long, Double> values, String why) {
    return new Verdict(
        "gate: " + metric.condition(),
        Verdict.Question.REGRESSION,
        plan.experiment().id(),
        plan.scale().toString(),
        metric.variant(),
        metric.condition() + " has not become worse",
        metric.name(),
        Outcome.NOT_APPLICABLE,
        values.values().stream().mapToDouble(d -> d).average().orElse(Double.NaN),
        null,
        "",
        null,
        null,
        null,
        null,
        null,
        List.copyOf(values.keySet()),
        List.copyOf(values.values()),
        Map.of(),
        "baselines/" + plan.scale() + ".csv",
        device,
        why,
        null);
  }

  /** A metric of a condition that the gate watches. */
  private record Metric(
      String experiment, String variant, String condition, String name, long items) {
    List<BaselineRow> of(List<BaselineRow> rows) {
      return rows.stream()
          .filter(
              row ->
                  row.experiment().equals(experiment)
                      && row.variant().equals(variant)
                      && row.condition().equals(condition)
                      && row.metric().equals(name))
          .toList();
    }

    SortedMap<Long, Double> values(Observations seen) {
      return seen.values(variant, condition, name);
    }

    Gated gated(Plan plan, List<BaselineRow> rows, SortedMap<Long, Double> fresh) {
      return new Gated(
          plan.experiment().id(),
          variant,
          condition,
          name,
          rows.stream().mapToDouble(BaselineRow::value).toArray(),
          fresh,
          items);
    }
  }
}
