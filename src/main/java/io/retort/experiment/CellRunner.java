package io.retort.experiment;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.provenance.Environment;
import io.retort.provenance.Fingerprint;
import io.retort.provenance.RunRecord;
import io.retort.training.Checkpoint;
import io.retort.training.Compute;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Trains cells in this process, one after the other, and stores what they give. */
final class CellRunner implements AutoCloseable {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(20);

  private final ResultStore store;
  private final DataDirectory data;
  private final Device device;
  private final NDManager longLived;
  private final Map<String, Object> shared = new HashMap<>();

  CellRunner(ResultStore store, DataDirectory data, Device device) {
    this.store = store;
    this.data = data;
    this.device = device;
    this.longLived = NDManager.newBaseManager(device);
  }

  /** Trains a cell whose needs are stored, and stores its result. */
  void run(Plan plan, Plan.Entry entry, IntConsumer afterStep) throws IOException {
    Instant started = Instant.now();
    Checkpoint checkpoint =
        new Checkpoint(store.checkpointFile(entry.cell(), entry.key()), CHECKPOINT_INTERVAL);
    Measured measured;
    try (NDManager scope = longLived.newSubManager()) {
      measured = entry.home().train(entry.cell(), new Context(entry, checkpoint, afterStep, scope));
    }
    RunRecord record =
        new RunRecord(
            Fingerprint.ofJson(entry.recipe()),
            entry.dataFingerprint(),
            plan.codeFingerprint(),
            Environment.current(Compute.engine(), Compute.name(device), Compute.threads()),
            started.truncatedTo(ChronoUnit.SECONDS).toString(),
            Duration.between(started, Instant.now()).toMillis() / 1e3,
            measured.resumedFrom(),
            measured.start(),
            entry.notPretrained());
    store.save(
        entry.cell(),
        CellResult.of(entry.cell(), entry.key(), measured, entry.recipe(), record),
        measured.weights(),
        measured.state());
    checkpoint.delete();
  }

  @Override
  public void close() {
    longLived.close();
  }

  private final class Context implements CellContext {
    private final Plan.Entry entry;
    private final Checkpoint checkpoint;
    private final IntConsumer afterStep;
    private final NDManager manager;

    Context(Plan.Entry entry, Checkpoint checkpoint, IntConsumer afterStep, NDManager manager) {
      this.entry = entry;
      this.checkpoint = checkpoint;
      this.afterStep = afterStep;
      this.manager = manager;
    }

    @Override
    public DataDirectory data() {
      return data;
    }

    @Override
    public Device device() {
      return device;
    }

    @Override
    public Optional<Path> pretrained(String id) {
      return data.pretrained(id);
    }

    @Override
    public byte[] weightsOf(Condition needed) {
      Plan.Entry need = need(needed);
      return store.weights(need.cell(), need.key());
    }

    @Override
    public byte[] stateOf(Condition needed) {
      Plan.Entry need = need(needed);
      return store.state(need.cell(), need.key());
    }

    private Plan.Entry need(Condition needed) {
      for (Plan.Entry need : entry.needs()) {
        if (need.cell().condition().equals(needed)) {
          return need;
        }
      }
      throw new IllegalArgumentException("%s does not need %s".formatted(entry.cell(), needed));
    }

    @Override
    public Checkpoint checkpoint() {
      return checkpoint;
    }

    @Override
    public IntConsumer afterStep() {
      return afterStep;
    }

    @Override
    public NDManager manager() {
      return manager;
    }

    @Override
    public <T> T shared(String name, Class<T> type, Function<NDManager, T> make) {
      String key = entry.cell().experiment() + "/" + entry.cell().scale() + "/" + name;
      return type.cast(shared.computeIfAbsent(key, k -> make.apply(longLived)));
    }
  }
}
