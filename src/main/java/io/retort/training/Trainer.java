package io.retort.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.retort.data.KeyedRandom;
import io.retort.model.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The loop: one learner or several, one loss, a number of steps, one backward pass in each.
 *
 * <p>A step opens its own manager and the gradient collector; what it calls owns nothing. Only one
 * training may run in a process at a time, as the engine has one collector.
 *
 * @param <T> what is trained
 */
public final class Trainer<T extends Trainee> {
  /** In the curve, where the validation part is asked for its share of wrong answers. */
  public static final String VALIDATION_ACCURACY = "validation_accuracy";

  /** The curve aims at a point for each ten steps, at 8 and at 20; rounding gives some more. */
  private static final int STEPS_BETWEEN = 10;

  private static final int LEAST_POINTS = 8;
  private static final int MOST_POINTS = 20;

  private final Course<T> course;
  private final long seed;
  private final @Nullable Checkpoint checkpoint;
  private final IntConsumer afterStep;
  private byte @Nullable [] branch;
  private @Nullable ToDoubleFunction<T> validationLoss;

  /**
   * A training.
   *
   * @param checkpoint where to save and resume; none for trainings too short to bother
   * @param afterStep told the number of steps done, after each
   */
  public Trainer(
      Course<T> course, long seed, @Nullable Checkpoint checkpoint, IntConsumer afterStep) {
    this.course = course;
    this.seed = seed;
    this.checkpoint = checkpoint;
    this.afterStep = afterStep;
  }

  /**
   * Goes on from the state that another training of the same network, seed and optimizer ended in,
   * instead of from the start: with the same objective it ends as that one would have, unless the
   * objective looks at the training's progress.
   *
   * @param state {@link Result#state} of the other
   */
  public Trainer<T> branchingFrom(byte[] state) {
    branch = state;
    return this;
  }

  /**
   * What a recipe that keeps the best weights asks after each epoch: the validation part's loss, or
   * its share of wrong answers.
   */
  public Trainer<T> validating(ToDoubleFunction<T> loss) {
    validationLoss = loss;
    return this;
  }

  /**
   * How a training ended.
   *
   * @param resumedFrom steps found done in the checkpoint
   * @param state gives what another training may branch from, while the learner is open
   */
  public record Result(LearningCurve curve, int resumedFrom, Supplier<byte[]> state) {}

  /** Where a training is. */
  private static final class Progress {
    private int done;
    private final NDArray lossSum;
    private final List<LearningCurve.Point> curve = new ArrayList<>();
    private Checkpoint.Best best = Checkpoint.Best.NONE;

    Progress(NDManager manager) {
      lossSum = manager.zeros(new Shape());
    }
  }

  /**
   * Trains.
   *
   * @param set all training items
   * @param probe metrics of the learner for the curve; does not change the training
   * @throws TrainingException when the loss stops being a number
   */
  public Result train(T learner, Items set, Function<T, Map<String, Double>> probe) {
    if (course.keep() != Keep.LAST && validationLoss == null) {
      throw new IllegalArgumentException(
          "keep [%s] needs a validation loss".formatted(course.keep()));
    }
    Optimizer.Updates updates = optimizers(learner);
    Progress at = new Progress(learner.manager());
    int resumed = resume(learner, updates, at);
    int iterations = course.length().iterations(set.count(), course.batchSize());
    int perEpoch = BatchOrder.perEpoch(set.count(), course.batchSize());
    BatchOrder order = new BatchOrder(set.count(), course.batchSize(), set.order(seed));
    int every =
        course.length() instanceof Length.Patient ? perEpoch : stepsBetweenPoints(iterations);
    long saved = System.nanoTime();
    for (int done = at.done + 1; done <= iterations && !hasNoPatience(at, perEpoch); done++) {
      // dropout draws from the engine: keyed by the step, a resumed training draws the same
      Engine.getInstance().setRandomSeed(KeyedRandom.of(seed, "engine", done).nextInt());
      double share = (done - 1.0) / Math.max(1, iterations - 1);
      int place = (done - 1) % perEpoch * course.batchSize();
      try (NDManager scope = learner.manager().newSubManager()) {
        Batch batch = set.training(scope, order.of(done - 1), (done - 1) / perEpoch, place);
        step(learner, batch, share, updates, at.lossSum);
      }
      at.done = done;
      Map<String, Double> validated =
          done % perEpoch == 0 || done == iterations ? validate(learner, at) : Map.of();
      if (done % every == 0 || done == iterations) {
        point(learner, at, probe, validated);
      }
      if (checkpoint != null
          && System.nanoTime() - saved >= checkpoint.interval().toNanos()
          && done < iterations) {
        save(state(learner, updates, at));
        saved = System.nanoTime();
      }
      afterStep.accept(done);
    }
    if (course.keep() == Keep.LAST) {
      return new Result(
          new LearningCurve(List.copyOf(at.curve), at.done),
          resumed,
          () -> state(learner, updates, at).encode());
    }
    learner.restore(at.best.weights());
    return new Result(
        new LearningCurve(List.copyOf(at.curve), at.best.iteration()),
        resumed,
        () -> {
          throw new IllegalStateException(
              "a training that keeps its best weights has no end state");
        });
  }

  /** A look at the probe costs as much as some steps: short trainings are looked at less often. */
  static int stepsBetweenPoints(int iterations) {
    int points = Math.max(LEAST_POINTS, Math.min(MOST_POINTS, iterations / STEPS_BETWEEN));
    return Math.max(1, iterations / points);
  }

  /** Whether so many epochs have passed without a better one that the course ends. */
  private boolean hasNoPatience(Progress at, int perEpoch) {
    return course.length() instanceof Length.Patient patient
        && at.done % perEpoch == 0
        && at.best.iteration() > 0
        && at.done - at.best.iteration() >= patient.patience() * perEpoch;
  }

  /** An optimizer for each learner, as one. */
  private Optimizer.Updates optimizers(T trainee) {
    List<Optimizer.Updates> each = new ArrayList<>();
    for (List<NDArray> weights : trainee.trainable()) {
      weights.forEach(weight -> weight.setRequiresGradient(true));
      each.add(course.optimizer().start(trainee.manager(), weights));
    }
    NDList states = new NDList();
    each.forEach(updates -> states.addAll(updates.state()));
    return new Optimizer.Updates() {
      @Override
      public void step() {
        each.forEach(Optimizer.Updates::step);
      }

      @Override
      public NDList state() {
        return states;
      }
    };
  }

  private void step(
      T learner, Batch batch, double share, Optimizer.Updates updates, NDArray lossSum) {
    NDArray loss;
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      loss = course.loss(learner, batch, share);
      if (loss.getDataType() != DataType.FLOAT32) {
        throw new TrainingException("loss type [%s] must be float32".formatted(loss.getDataType()));
      }
      collector.backward(loss);
    }
    updates.step();
    lossSum.addi(loss);
  }

  private void point(
      T learner,
      Progress at,
      Function<T, Map<String, Double>> probe,
      Map<String, Double> validated) {
    int since = at.done - (at.curve.isEmpty() ? 0 : at.curve.get(at.curve.size() - 1).iteration());
    double loss = (double) at.lossSum.getFloat() / since;
    if (!Double.isFinite(loss)) {
      throw new TrainingException(
          "loss [%s] before iteration %d must be finite: lower the learning rate"
              .formatted(loss, at.done));
    }
    Map<String, Double> metrics = new TreeMap<>(probe.apply(learner));
    metrics.putAll(validated);
    at.curve.add(new LearningCurve.Point(at.done, loss, metrics));
    at.lossSum.muli(0f);
  }

  /** Keeps the weights where they are the best so far; gives what the curve says of them. */
  private Map<String, Double> validate(T learner, Progress at) {
    if (course.keep() == Keep.LAST || validationLoss == null) {
      return Map.of();
    }
    double loss = validationLoss.applyAsDouble(learner);
    if (!Double.isFinite(loss)) {
      throw new TrainingException(
          "validation loss [%s] after iteration %d must be finite: lower the learning rate"
              .formatted(loss, at.done));
    }
    if (at.best.iteration() == 0 || loss < at.best.loss()) {
      at.best = new Checkpoint.Best(at.done, loss, learner.weights());
    }
    return course.keep() == Keep.LOWEST_VALIDATION_ERROR
        ? Map.of(VALIDATION_ACCURACY, 1 - loss)
        : Map.of();
  }

  /** Takes up the training's own checkpoint, else the state to branch from; gives steps resumed. */
  private int resume(T learner, Optimizer.Updates updates, Progress at) {
    Optional<Checkpoint.State> own;
    try {
      own = checkpoint == null ? Optional.empty() : checkpoint.load();
    } catch (IOException e) {
      throw new TrainingException(
          "cannot read checkpoint %s: %s"
              .formatted(java.util.Objects.requireNonNull(checkpoint).file(), e.getMessage()),
          e);
    }
    if (own.isPresent()) {
      restore(learner, updates, at, own.get());
      return at.done;
    }
    if (branch != null) {
      try {
        restore(learner, updates, at, Checkpoint.State.decode(branch));
      } catch (IOException e) {
        throw new TrainingException("the state to branch from is broken: run its cell again", e);
      }
    }
    return 0;
  }

  private void restore(T learner, Optimizer.Updates updates, Progress at, Checkpoint.State state) {
    learner.restore(state.weights());
    if (state.optimizer().length > 0) {
      try (NDManager scope = learner.manager().newSubManager()) {
        NDList saved = NDList.decode(scope, state.optimizer());
        for (int i = 0; i < saved.size(); i++) {
          Weights.fill(updates.state().get(i), saved.get(i));
        }
      }
    }
    at.lossSum.addi(state.lossSum());
    at.curve.addAll(state.curve());
    at.best = state.best();
    at.done = state.iteration();
  }

  private Checkpoint.State state(T learner, Optimizer.Updates updates, Progress at) {
    return new Checkpoint.State(
        at.done,
        at.lossSum.getFloat(),
        List.copyOf(at.curve),
        learner.weights(),
        Checkpoint.encode(updates.state()),
        at.best);
  }

  private void save(Checkpoint.State state) {
    Checkpoint target = java.util.Objects.requireNonNull(checkpoint);
    try {
      target.save(state);
    } catch (IOException e) {
      throw new TrainingException(
          "cannot write checkpoint %s: %s: free space or choose another --out"
              .formatted(target.file(), e.getMessage()),
          e);
    }
  }
}
