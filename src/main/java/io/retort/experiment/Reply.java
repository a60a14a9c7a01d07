package io.retort.experiment;

import io.retort.claim.Claim;
import io.retort.claim.Condition;
import io.retort.claim.Context;
import io.retort.claim.Judge;
import io.retort.claim.Ledger;
import io.retort.claim.Observations;
import io.retort.claim.ReferenceResults;
import io.retort.claim.ReferenceValue;
import io.retort.claim.Verdict;
import io.retort.provenance.Environment;
import io.retort.training.Scale;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A reply to a paper: train what is missing, judge what was seen, write it down. */
public final class Reply {
  private final Experiment experiment;
  private final Settings settings;
  private final Executor executor;
  private final Progress progress;
  private final ResultStore store;
  private final ReferenceResults reference;

  /** Prepares a reply; nothing is run yet. */
  public Reply(Experiment experiment, Settings settings, Executor executor, Progress progress) {
    this.experiment = experiment;
    this.settings = settings.withSeeds(experiment.seeds(settings.seeds(), settings.data()));
    this.executor = executor;
    this.progress = progress;
    this.store = new ResultStore(settings.storeFolder(), progress::say);
    this.reference = new ReferenceResults(settings.reference());
  }

  /** Runs the experiment in all its scale's readings and reaches all verdicts. */
  public RunSummary give() {
    return give(experiment.readings(settings.scale()), Set.of(), true);
  }

  /** Runs the experiment in its default reading and asks the regression gate only. */
  public RunSummary gate() {
    return gate(Set.of());
  }

  /** The same on some of the conditions and those they need. */
  public RunSummary gate(Set<Condition> conditions) {
    return give(List.of(experiment.defaultReading()), conditions, false);
  }

  private RunSummary give(List<String> readings, Set<Condition> conditions, boolean judgeClaims) {
    Plan plan = plan(settings.seeds(), readings, conditions);
    long missing = plan.entries().stream().filter(e -> !stored(e)).count();
    long start = System.nanoTime();
    executor.run(plan, store, progress);
    double seconds = (System.nanoTime() - start) / 1e9;
    List<CellResult> results = results(plan);
    Environment environment = results.get(results.size() - 1).record().environment();
    Observations seen = RunSummary.observations(experiment, results);
    try {
      String scale = settings.scale().toString();
      Gate gate =
          new Gate(
              plan,
              reference.baselines(experiment.paper(), scale),
              settings.seeds(),
              environment.device());
      Gate.Decision decision = gate.decide(seen, conditions.isEmpty(), this::more);
      List<Verdict> verdicts = new ArrayList<>(decision.verdicts());
      if (judgeClaims) {
        verdicts.addAll(claims(seen, plan.dataFingerprint(), environment.device()));
      }
      return new RunSummary(
          experiment.id(),
          scale,
          settings.seeds(),
          experiment.dataName(settings.scale()),
          plan.dataFingerprint(),
          plan.codeFingerprint(),
          environment,
          Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
          missing == 0 ? 0 : seconds,
          (int) missing,
          settings.workers(),
          results.stream().map(this::name).toList(),
          decision.secondLook().stream().map(this::name).toList(),
          verdicts);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * Runs seeds and gives the results, without any verdict.
   *
   * @param conditions those to run; all when empty
   */
  public List<CellResult> observe(
      List<Long> seeds, List<String> readings, Set<Condition> conditions) {
    Plan plan = plan(seeds, readings, conditions);
    executor.run(plan, store, progress);
    return results(plan);
  }

  private List<CellResult> more(Set<Condition> conditions, List<Long> seeds) {
    progress.say(
        "gate: alarm on %s: training seeds %s before deciding".formatted(conditions, seeds));
    return observe(seeds, List.of(experiment.defaultReading()), conditions);
  }

  private String name(CellResult result) {
    return store.name(result.cell(), result.key());
  }

  private List<Verdict> claims(Observations seen, String dataFingerprint, String device)
      throws IOException {
    Map<String, ReferenceValue> printed = reference.values(experiment.paper());
    Ledger ledger = reference.ledger(experiment.paper());
    boolean valuesApply =
        experiment.isDeterministic()
            || settings.scale() == Scale.PAPER && experiment.isPaperData(dataFingerprint);
    List<String> readings = experiment.readings(settings.scale());
    List<Verdict> verdicts = new ArrayList<>();
    for (Claim claim : reference.claims(experiment.paper(), experiment.id())) {
      boolean varies =
          experiment.depends(Condition.parse(claim.subject().replace('*', '0')))
              || !claim.comparator().isEmpty()
                  && experiment.depends(Condition.parse(claim.comparator().replace('*', '0')));
      for (String reading : varies && !readings.isEmpty() ? readings : List.of("")) {
        Context context =
            new Context(seen, settings.scale().toString(), reading, valuesApply, device);
        Verdict verdict = Judge.judge(claim, printed, context);
        boolean byDefault = reading.isEmpty() || reading.equals(experiment.defaultReading());
        verdicts.add(
            byDefault && valuesApply
                ? verdict.withKnownDeviation(ledger.deviations().get(claim.id()))
                : verdict);
      }
    }
    return verdicts;
  }

  private Plan plan(List<Long> seeds, List<String> readings, Set<Condition> conditions) {
    return Plan.of(
        experiment,
        settings.scale(),
        seeds,
        settings.data(),
        settings.engineKey(),
        readings,
        conditions);
  }

  private boolean stored(Plan.Entry entry) {
    return store.find(entry.cell(), entry.key()).isPresent();
  }

  private List<CellResult> results(Plan plan) {
    return plan.entries().stream()
        .map(
            entry ->
                store
                    .find(entry.cell(), entry.key())
                    .orElseThrow(
                        () -> new IllegalStateException(entry.cell() + " is not in the store")))
        .toList();
  }
}
