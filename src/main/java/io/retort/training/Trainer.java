package io.retort.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import io.retort.data.KeyedRandom;
import io.retort.model.Weights;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The loop: one learner, one objective, a number of steps.
 *
 * <p>A step opens its own manager and the gradient collector; what it calls owns nothing. Only one
 * training may run in a process at a time, as the engine has one collector.
 */
public final class Trainer {
  private static final int CURVE_POINTS = 20;

  private final TrainingRecipe recipe;
  private final long seed;
  private final @Nullable Checkpoint checkpoint;
  private final IntConsumer afterStep;

  /**
   * A training.
   *
   * @param checkpoint where to save and resume; none for trainings too short to bother
   * @param afterStep told the number of steps done, after each
   */
  public Trainer(
      TrainingRecipe recipe, long seed, @Nullable Checkpoint checkpoint, IntConsumer afterStep) {
    this.recipe = recipe;
    this.seed = seed;
    this.checkpoint = checkpoint;
    this.afterStep = afterStep;
  }

  /**
   * How a training ended.
   *
   * @param resumedFrom steps found done in the checkpoint
   */
  public record Result(LearningCurve curve, int resumedFrom) {}

  /**
   * Trains.
   *
   * @param set all training items, on the learner's device
   * @param probe accuracy of the learner for the curve; does not change the training
   * @throws TrainingException when the loss stops being a number
   */
  public Result train(Learner learner, Batch set, ToDoubleFunction<Learner> probe) {
    List<NDArray> weights = learner.trainable();
    weights.forEach(weight -> weight.setRequiresGradient(true));
    NDManager manager = learner.manager();
    Optimizer.Updates updates = recipe.optimizer().start(manager, weights);
    List<LearningCurve.Point> curve = new ArrayList<>();
    NDArray lossSum = manager.zeros(new ai.djl.ndarray.types.Shape());
    int start = resume(learner, updates, lossSum, curve);
    BatchOrder order =
        new BatchOrder((int) set.images().getShape().get(0), recipe.batchSize(), seed);
    int every = Math.max(1, recipe.iterations() / CURVE_POINTS);
    long saved = System.nanoTime();
    for (int done = start + 1; done <= recipe.iterations(); done++) {
      // dropout draws from the engine: keyed by the step, a resumed training draws the same
      Engine.getInstance().setRandomSeed(KeyedRandom.of(seed, "engine", done).nextInt());
      double progress = (done - 1.0) / Math.max(1, recipe.iterations() - 1);
      step(learner, set, order.of(done - 1), progress, updates, lossSum);
      if (done % every == 0 || done == recipe.iterations()) {
        int since = done - (curve.isEmpty() ? 0 : curve.get(curve.size() - 1).iteration());
        double loss = (double) lossSum.getFloat() / since;
        if (!Double.isFinite(loss)) {
          throw new TrainingException(
              "loss [%s] before iteration %d must be finite: lower the learning rate"
                  .formatted(loss, done));
        }
        curve.add(new LearningCurve.Point(done, loss, probe.applyAsDouble(learner)));
        lossSum.muli(0f);
      }
      if (checkpoint != null
          && System.nanoTime() - saved >= checkpoint.interval().toNanos()
          && done < recipe.iterations()) {
        save(learner, updates, lossSum, curve, done);
        saved = System.nanoTime();
      }
      afterStep.accept(done);
    }
    return new Result(new LearningCurve(List.copyOf(curve)), start);
  }

  private void step(
      Learner learner,
      Batch set,
      int[] items,
      double progress,
      Optimizer.Updates updates,
      NDArray lossSum) {
    try (NDManager scope = learner.manager().newSubManager()) {
      Batch batch = pick(set, items, scope);
      NDArray loss;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        loss = recipe.objective().loss(learner.logits(batch.images(), true), batch, progress);
        if (loss.getDataType() != DataType.FLOAT32) {
          throw new TrainingException(
              "loss type [%s] must be float32".formatted(loss.getDataType()));
        }
        collector.backward(loss);
      }
      updates.step();
      lossSum.addi(loss);
    }
  }

  private static Batch pick(Batch set, int[] items, NDManager scope) {
    long[] wide = new long[items.length];
    for (int i = 0; i < items.length; i++) {
      wide[i] = items[i];
    }
    NDIndex index = new NDIndex("{}", scope.create(wide));
    NDArray teacher = set.teacherLogits();
    return new Batch(
        set.images().get(scope, index),
        set.labels().get(scope, index),
        teacher == null ? null : teacher.get(scope, index));
  }

  private int resume(
      Learner learner,
      Optimizer.Updates updates,
      NDArray lossSum,
      List<LearningCurve.Point> curve) {
    if (checkpoint == null) {
      return 0;
    }
    try {
      Optional<Checkpoint.State> found = checkpoint.load();
      if (found.isEmpty()) {
        return 0;
      }
      Checkpoint.State state = found.get();
      learner.restore(state.weights());
      if (state.optimizer().length > 0) {
        try (NDManager scope = learner.manager().newSubManager()) {
          NDList saved = NDList.decode(scope, state.optimizer());
          for (int i = 0; i < saved.size(); i++) {
            Weights.fill(updates.state().get(i), saved.get(i));
          }
        }
      }
      lossSum.addi(state.lossSum());
      curve.addAll(state.curve());
      return state.iteration();
    } catch (IOException e) {
      throw new TrainingException("cannot read checkpoint " + checkpoint.file(), e);
    }
  }

  private void save(
      Learner learner,
      Optimizer.Updates updates,
      NDArray lossSum,
      List<LearningCurve.Point> curve,
      int done) {
    Checkpoint target = java.util.Objects.requireNonNull(checkpoint);
    try {
      target.save(
          new Checkpoint.State(
              done,
              lossSum.getFloat(),
              List.copyOf(curve),
              learner.weights(),
              Checkpoint.encode(updates.state())));
    } catch (IOException e) {
      throw new TrainingException(
          "cannot write checkpoint %s: %s: free space or choose another --out"
              .formatted(target.file(), e.getMessage()),
          e);
    }
  }
}
