package io.retort.experiment;

import io.retort.claim.BaselineRow;
import io.retort.claim.Condition;
import io.retort.claim.Observations;
import io.retort.claim.Outcome;
import io.retort.claim.RegressionGate;
import io.retort.claim.RegressionGate.Gated;
import io.retort.claim.Verdict;
import io.retort.training.Scale;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
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
   * What the gate says, and what it trained to say it.
   *
   * @param secondLook results of the further seeds; empty without an alarm
   */
  record Decision(List<Verdict> verdicts, List<CellResult> secondLook) {}

  /**
   * Decides.
   *
   * @param whole whether all conditions were run: then a recorded one that is missing is named
   * @param more trains further seeds of some conditions
   */
  Decision decide(
      Observations seen,
      boolean whole,
      BiFunction<Set<Condition>, List<Long>, List<CellResult>> more) {
    List<Verdict> verdicts = new ArrayList<>();
    List<Gated> suite = new ArrayList<>();
    for (Metric metric : whole ? withRecorded(metrics()) : metrics()) {
      SortedMap<Long, Double> fresh = metric.values(seen);
      List<BaselineRow> recorded = metric.of(baseline);
      if (fresh.isEmpty() && recorded.isEmpty()) {
        continue; // a metric that other conditions have
      }
      List<BaselineRow> sameData =
          recorded.stream().filter(row -> row.data().equals(plan.dataFingerprint())).toList();
      String why = unusable(recorded, sameData, fresh);
      if (why.isEmpty()) {
        suite.add(metric.gated(plan, sameData, fresh));
      } else if (whole || !fresh.isEmpty()) {
        verdicts.add(notApplicable(metric, fresh, why));
      }
    }
    List<Gated> sighted = new ArrayList<>();
    for (Gated gated : suite) {
      String blind = RegressionGate.blind(gated, suite.size(), level());
      if (blind.isEmpty()) {
        sighted.add(gated);
      } else {
        verdicts.add(
            notApplicable(
                new Metric(
                    gated.experiment(),
                    gated.variant(),
                    gated.condition(),
                    gated.metric(),
                    gated.items()),
                gated.fresh(),
                blind));
      }
    }
    return looked(sighted, verdicts, more);
  }

  private Decision looked(
      List<Gated> suite,
      List<Verdict> verdicts,
      BiFunction<Set<Condition>, List<Long>, List<CellResult>> more) {
    List<Gated> alarms =
        suite.isEmpty() ? List.of() : RegressionGate.alarms(suite, RegressionGate.ALARM_LEVEL);
    String scale = plan.scale().toString();
    if (alarms.isEmpty()) {
      verdicts.addAll(RegressionGate.firstLook(suite, scale, device));
      return new Decision(verdicts, List.of());
    }
    Set<Condition> again =
        alarms.stream().map(g -> Condition.parse(g.condition())).collect(Collectors.toSet());
    List<CellResult> results = more.apply(again, furtherSeeds());
    Observations second = RunSummary.observations(plan.experiment(), results);
    List<Gated> all =
        suite.stream().map(g -> alarms.contains(g) ? extended(g, second) : g).toList();
    verdicts.addAll(RegressionGate.secondLook(suite, all, level(), scale, device));
    return new Decision(verdicts, results);
  }

  private double level() {
    return decisionLevel(plan.scale());
  }

  /** Of an experiment's second look, whatever part of the experiments is run. */
  static double decisionLevel(Scale scale) {
    return RegressionGate.decisionLevel(
        (int) Experiments.all().stream().filter(e -> !e.gatedMetrics(scale).isEmpty()).count());
  }

  /** As many seeds again, none of them used or recorded. */
  private List<Long> furtherSeeds() {
    Set<Long> recorded = baseline.stream().map(BaselineRow::seed).collect(Collectors.toSet());
    List<Long> further = new ArrayList<>();
    for (long seed = Collections.max(seeds) + 1; further.size() < seeds.size(); seed++) {
      if (!recorded.contains(seed)) {
        further.add(seed);
      }
    }
    return further;
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

  private String unusable(
      List<BaselineRow> recorded, List<BaselineRow> sameData, SortedMap<Long, Double> fresh) {
    if (fresh.isEmpty()) {
      return "the baseline records it, but no such condition was run: record anew if it is gone";
    }
    if (recorded.isEmpty()) {
      return "no baseline was recorded for this scale: run 'record'";
    }
    if (sameData.isEmpty()) {
      return "the baseline was recorded on other data [%.12s], this is [%.12s]: run 'record'"
          .formatted(recorded.get(0).data(), plan.dataFingerprint());
    }
    if (sameData.stream().anyMatch(row -> fresh.containsKey(row.seed()))) {
      return "seeds %s are among the recorded ones: choose others".formatted(fresh.keySet());
    }
    return RegressionGate.unusable(sameData.size());
  }

  private Set<Metric> metrics() {
    Experiment experiment = plan.experiment();
    Set<Metric> metrics = new LinkedHashSet<>();
    experiment
        .gatedMetrics(plan.scale())
        .forEach(
            (name, items) -> {
              for (Condition condition : experiment.conditions(plan.scale())) {
                if (!experiment.isGated(condition)) {
                  continue;
                }
                String variant = experiment.depends(condition) ? experiment.defaultReading() : "";
                metrics.add(
                    new Metric(experiment.id(), variant, condition.toString(), name, items));
              }
            });
    return metrics;
  }

  /** Adds gated metrics of the default reading that are recorded and that no condition has now. */
  private Set<Metric> withRecorded(Set<Metric> metrics) {
    String reading = plan.experiment().defaultReading();
    for (BaselineRow row : baseline) {
      Long items = plan.experiment().gatedMetrics(plan.scale()).get(row.metric());
      boolean ours = row.experiment().equals(plan.experiment().id());
      boolean watched = plan.experiment().isGated(Condition.parse(row.condition()));
      if (items != null
          && ours
          && watched
          && (row.variant().isEmpty() || row.variant().equals(reading))) {
        metrics.add(
            new Metric(row.experiment(), row.variant(), row.condition(), row.metric(), items));
      }
    }
    return metrics;
  }

  private Verdict notApplicable(Metric metric, SortedMap<Long, Double> values, String why) {
    return new Verdict(
        RegressionGate.id(metric.condition(), metric.name()),
        Verdict.Question.REGRESSION,
        plan.experiment().id(),
        plan.scale().toString(),
        metric.variant(),
        metric.condition() + " has not become worse",
        metric.name(),
        Outcome.NOT_APPLICABLE,
        values.isEmpty() ? null : values.values().stream().mapToDouble(d -> d).average().orElse(0),
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
