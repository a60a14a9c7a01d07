package io.retort.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.retort.data.DataSpec;
import io.retort.data.GreyImages;
import io.retort.data.TwoColorDigits;
import io.retort.data.sampling.EpochOrder;
import io.retort.data.synthetic.StrokeDigits;
import io.retort.model.Layers;
import io.retort.model.NamedBlock;
import io.retort.model.Network;
import io.retort.model.TwoLayerConvNet;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
  private static final int ITEMS = 100;
  private static final int ITERATIONS = 60;
  private static final int LONG = 400;

  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager();
  private final GreyImages digits = StrokeDigits.draw(ITEMS, 1, "train");

  private record Spec(String name) implements DataSpec {}

  @AfterEach
  void close() {
    manager.close();
  }

  /** A network that draws while it trains, and keeps running statistics. */
  private record DroppingNet() implements Network {
    @Override
    public NamedBlock block() {
      return NamedBlock.of(
              (run, x) -> {
                NDArray y = Layers.relu(run.child("bn", run.child("conv", x)));
                return run.child("fc", run.child("dropout", run.globalAverage(y)));
              })
          .with("conv", Layers.conv(1, 8, 3, 2))
          .with("bn", Layers.norm(8))
          .with("dropout", Layers.dropout(.5f, 8))
          .with("fc", Layers.linear(8, 10));
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public int side() {
      return 28;
    }

    @Override
    public int classes() {
      return 10;
    }

    @Override
    public List<String> taps() {
      return List.of();
    }

    @Override
    public String head() {
      return "fc";
    }
  }

  private static TrainingRecipe recipe(Objective objective, Optimizer optimizer) {
    return recipe(objective, optimizer, ITERATIONS);
  }

  private static TrainingRecipe recipe(Objective objective, Optimizer optimizer, int iterations) {
    return new TrainingRecipe(
        new Spec("test"),
        new TwoLayerConvNet(1, 28, 4, 10),
        Start.PYTORCH,
        objective,
        optimizer,
        iterations,
        32);
  }

  private Batch set(@Nullable NDArray teacherLogits) {
    int[] all = IntStream.range(0, ITEMS).toArray();
    long[] labels = new long[ITEMS];
    Arrays.setAll(labels, i -> digits.labels()[i]);
    return new Batch(
        manager.create(
            TwoColorDigits.render(digits, all, TwoColorDigits.Modality.GREY),
            new Shape(ITEMS, 1, 28, 28)),
        manager.create(labels),
        teacherLogits);
  }

  private byte[] train(TrainingRecipe recipe, long seed) {
    try (Learner learner =
        Learner.start(manager, recipe.network(), Start.PYTORCH, Optional.empty(), seed)) {
      new Trainer<>(recipe, seed, null, step -> {})
          .train(learner, new HeldItems(set(null)), probed -> Map.of());
      return learner.weights();
    }
  }

  @Test
  void theSameSeedTwiceGivesTheSameWeightsToTheBitAndAnotherDoesNot() {
    TrainingRecipe recipe = recipe(new Objective.HardLabels(1), new Optimizer.Sgd(0.01, 0));
    byte[] first = train(recipe, 1);
    assertArrayEquals(first, train(recipe, 1));
    assertFalse(Arrays.equals(first, train(recipe, 2)));
  }

  static Stream<Network> networks() {
    return Stream.of(new TwoLayerConvNet(1, 28, 4, 10), new DroppingNet());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void aTrainingKilledInTheMiddleGoesOnToTheSameWeightsAndCurve(Network network)
      throws IOException {
    TrainingRecipe recipe =
        new TrainingRecipe(
            new Spec("test"),
            network,
            Start.PYTORCH,
            new Objective.HardLabels(1),
            new Optimizer.Sgd(0.01, 0.5),
            ITERATIONS,
            32);
    Checkpoint checkpoint = new Checkpoint(folder.resolve("cell"), Duration.ZERO);
    byte[] whole;
    Trainer.Result uninterrupted;
    try (Learner learner =
        Learner.start(manager, recipe.network(), Start.PYTORCH, Optional.empty(), 1)) {
      uninterrupted =
          new Trainer<>(recipe, 1, null, s -> {})
              .train(learner, new HeldItems(set(null)), probed -> Map.of());
      whole = learner.weights();
    }
    try (Learner learner =
        Learner.start(manager, recipe.network(), Start.PYTORCH, Optional.empty(), 1)) {
      Trainer<Learner> killed =
          new Trainer<>(
              recipe,
              1,
              checkpoint,
              step -> {
                if (step == 37) {
                  throw new IllegalStateException("killed");
                }
              });
      assertThrows(
          IllegalStateException.class,
          () -> killed.train(learner, new HeldItems(set(null)), probed -> Map.of()));
    }
    try (Learner learner =
        Learner.start(manager, recipe.network(), Start.PYTORCH, Optional.empty(), 1)) {
      Trainer.Result resumed =
          new Trainer<>(recipe, 1, checkpoint, s -> {})
              .train(learner, new HeldItems(set(null)), probed -> Map.of());
      assertEquals(37, resumed.resumedFrom());
      assertEquals(uninterrupted.curve(), resumed.curve());
      assertArrayEquals(whole, learner.weights());
    }
    checkpoint.delete();
    assertFalse(Files.exists(folder.resolve("cell")));
  }

  private TrainingRecipe dropping(Start start, Length length, Keep keep) {
    return new TrainingRecipe(
        new Spec("test"),
        new DroppingNet(),
        start,
        new Objective.HardLabels(1),
        new Optimizer.Sgd(0.01, 0.5),
        length,
        32,
        keep);
  }

  private Learner learner(TrainingRecipe recipe) {
    return Learner.start(manager, recipe.network(), recipe.start(), Optional.empty(), 1);
  }

  private Trainer.Result train(Trainer<Learner> trainer, Learner learner) {
    return trainer.train(learner, new HeldItems(set(null)), probed -> Map.of("accuracy", .5));
  }

  @Test
  void aBranchWithTheSameObjectiveEndsAsTheUninterruptedTrainingToTheBit() throws IOException {
    Length half = new Length.Iterations(ITERATIONS / 2);
    Length whole = new Length.Iterations(ITERATIONS);
    byte[] expected;
    byte[] state;
    try (Learner learner = learner(dropping(Start.PYTORCH, whole, Keep.LAST))) {
      train(new Trainer<>(dropping(Start.PYTORCH, whole, Keep.LAST), 1, null, s -> {}), learner);
      expected = learner.weights();
    }
    TrainingRecipe first = dropping(Start.PYTORCH, half, Keep.LAST);
    try (Learner learner = learner(first)) {
      state = train(new Trainer<>(first, 1, null, s -> {}), learner).state().get();
    }
    TrainingRecipe second = dropping(Start.branch("half"), whole, Keep.LAST);
    Checkpoint checkpoint = new Checkpoint(folder.resolve("branch"), Duration.ZERO);
    try (Learner learner = learner(second)) {
      assertEquals("the state of half", learner.start());
      Trainer<Learner> killed =
          new Trainer<>(
                  second,
                  1,
                  checkpoint,
                  step -> {
                    assertTrue(step > ITERATIONS / 2, "it goes on, it does not start anew");
                    if (step == 45) {
                      throw new IllegalStateException("killed");
                    }
                  })
              .branchingFrom(state);
      assertThrows(IllegalStateException.class, () -> train(killed, learner));
    }
    try (Learner learner = learner(second)) {
      Trainer.Result result =
          train(new Trainer<>(second, 1, checkpoint, s -> {}).branchingFrom(state), learner);
      assertArrayEquals(expected, learner.weights());
      assertEquals(45, result.resumedFrom(), "its own checkpoint comes before the branch");
      assertEquals(ITERATIONS, result.curve().kept());
      List<Integer> iterations =
          result.curve().points().stream().map(LearningCurve.Point::iteration).toList();
      assertEquals(iterations.stream().sorted().distinct().toList(), iterations);
      assertEquals(ITERATIONS, iterations.get(iterations.size() - 1));
    }
  }

  @Test
  void theWeightsOfTheLowestValidationLossAreKeptEvenWhenTheTrainingIsKilledAfterwards()
      throws IOException {
    // 100 items in batches of 32: four steps an epoch. The second of five epochs is the best.
    double[] losses = {3, 1, 2, 1, 4};
    TrainingRecipe recipe =
        dropping(Start.PYTORCH, new Length.Epochs(5), Keep.LOWEST_VALIDATION_LOSS);
    TrainingRecipe two = dropping(Start.PYTORCH, new Length.Epochs(2), Keep.LAST);
    byte[] expected;
    try (Learner learner = learner(two)) {
      assertEquals(8, train(new Trainer<>(two, 1, null, s -> {}), learner).curve().kept());
      expected = learner.weights();
    }
    Checkpoint checkpoint = new Checkpoint(folder.resolve("best"), Duration.ZERO);
    int[] asked = {0};
    Trainer<Learner> killed =
        new Trainer<>(
                recipe,
                1,
                checkpoint,
                step -> {
                  if (step == 14) {
                    throw new IllegalStateException("killed");
                  }
                })
            .validating(learner -> losses[asked[0]++]);
    try (Learner learner = learner(recipe)) {
      assertThrows(IllegalStateException.class, () -> train(killed, learner));
    }
    try (Learner learner = learner(recipe)) {
      Trainer.Result result =
          train(
              new Trainer<>(recipe, 1, checkpoint, s -> {}).validating(l -> losses[asked[0]++]),
              learner);
      assertEquals(5, asked[0], "asked once an epoch");
      assertEquals(8, result.curve().kept(), "the first of the equally good epochs");
      assertArrayEquals(expected, learner.weights());
      assertThrows(IllegalStateException.class, () -> result.state().get());
    }
  }

  @Test
  void aPatientTrainingEndsAfterSoManyEpochsWithoutABetterOneEvenWhenItIsResumed()
      throws IOException {
    // four steps an epoch: the second is the best, the third and fourth are not better
    double[] errors = {.5, .25, .25, .4, .1, .1};
    TrainingRecipe recipe =
        dropping(Start.PYTORCH, new Length.Patient(6, 2), Keep.LOWEST_VALIDATION_ERROR);
    for (int killedAt : new int[] {0, 9, 16}) {
      Checkpoint checkpoint = new Checkpoint(folder.resolve("patient" + killedAt), Duration.ZERO);
      int[] asked = {0};
      List<Integer> steps = new ArrayList<>();
      if (killedAt > 0) {
        Trainer<Learner> killed =
            new Trainer<>(
                    recipe,
                    1,
                    checkpoint,
                    step -> {
                      if (step == killedAt) {
                        throw new IllegalStateException("killed");
                      }
                    })
                .validating(l -> errors[asked[0]++]);
        try (Learner learner = learner(recipe)) {
          assertThrows(IllegalStateException.class, () -> train(killed, learner));
        }
      }
      try (Learner learner = learner(recipe)) {
        LearningCurve curve =
            train(
                    new Trainer<>(recipe, 1, checkpoint, steps::add)
                        .validating(l -> errors[asked[0]++]),
                    learner)
                .curve();
        assertEquals(4, asked[0], "asked once an epoch, and not after its patience ended");
        assertEquals(8, curve.kept());
        assertEquals(
            List.of(4, 8, 12, 16),
            curve.points().stream().map(LearningCurve.Point::iteration).toList());
        assertEquals(
            List.of(.5, .75, .75, .6),
            curve.points().stream()
                .map(point -> point.metrics().get(Trainer.VALIDATION_ACCURACY))
                .toList());
      }
    }
  }

  @Test
  void aPatientTrainingMustLookAtAValidationPart() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> dropping(Start.PYTORCH, new Length.Patient(6, 2), Keep.LAST))
            .getMessage();
    assertTrue(message.contains("needs a validation part"), message);
  }

  @Test
  void itemsMayHaveAnOrderOfTheirOwn() {
    List<int[]> seen = new ArrayList<>();
    Items held = new HeldItems(set(null));
    Items counted =
        new Items() {
          @Override
          public int count() {
            return held.count();
          }

          @Override
          public long pixels() {
            return held.pixels();
          }

          @Override
          public Batch training(NDManager owner, int[] items, int epoch, int place) {
            seen.add(items);
            return held.training(owner, items, epoch, place);
          }

          @Override
          public NDArray images(NDManager owner, int from, int to) {
            return held.images(owner, from, to);
          }
        };
    int[] backwards = IntStream.range(0, 100).map(i -> 99 - i).toArray();
    TrainingRecipe recipe = dropping(Start.PYTORCH, new Length.Epochs(2), Keep.LAST);
    try (Learner learner = learner(recipe)) {
      new Trainer<>(recipe, 1, null, step -> {})
          .train(
              learner,
              new OrderedItems(counted, seed -> EpochOrder.fixed(backwards)),
              trained -> Map.of());
    }
    int[] shown = seen.stream().flatMapToInt(Arrays::stream).toArray();
    assertArrayEquals(backwards, Arrays.copyOf(shown, 100));
    assertArrayEquals(backwards, Arrays.copyOfRange(shown, 100, 200), "in each epoch");
  }

  @Test
  void whatIsMissingOrWrongForKeepingTheBestWeightsIsSaid() {
    TrainingRecipe recipe =
        dropping(Start.PYTORCH, new Length.Epochs(1), Keep.LOWEST_VALIDATION_LOSS);
    try (Learner learner = learner(recipe)) {
      IllegalArgumentException none =
          assertThrows(
              IllegalArgumentException.class,
              () -> train(new Trainer<>(recipe, 1, null, s -> {}), learner));
      assertEquals("keep [LOWEST_VALIDATION_LOSS] needs a validation loss", none.getMessage());
      TrainingException nan =
          assertThrows(
              TrainingException.class,
              () ->
                  train(
                      new Trainer<>(recipe, 1, null, s -> {}).validating(l -> Double.NaN),
                      learner));
      assertTrue(nan.getMessage().startsWith("validation loss [NaN] after iteration 4"));
    }
    assertThrows(IllegalArgumentException.class, () -> new Length.Epochs(0));
    assertThrows(IllegalArgumentException.class, () -> new Length.Iterations(0));
    assertEquals(8, new Length.Epochs(2).iterations(100, 32));
    assertEquals(7, new Length.Iterations(7).iterations(100, 32));
  }

  @Test
  void dropoutDrawsAnewInEveryStepAndRunningStatisticsAreSaved() {
    TrainingRecipe one =
        new TrainingRecipe(
            new Spec("test"),
            new DroppingNet(),
            Start.KERAS,
            new Objective.HardLabels(1),
            new Optimizer.Sgd(0.01, 0),
            ITERATIONS,
            32);
    assertArrayEquals(train(one, 1), train(one, 1));
    try (Learner learner = Learner.start(manager, one.network(), one.start(), Optional.empty(), 1);
        Learner restored = Learner.trained(manager, one.network(), train(one, 1))) {
      assertEquals("random weights (KERAS)", learner.start());
      NDArray images = set(null).images();
      float[] first = learner.logits(images, true).toFloatArray();
      assertFalse(Arrays.equals(first, learner.logits(images, true).toFloatArray()));
      float[] still = restored.logits(images, false).toFloatArray();
      assertArrayEquals(still, restored.logits(images, false).toFloatArray());
      assertFalse(Arrays.equals(still, learner.logits(images, false).toFloatArray()));
    }
  }

  /** A step of less than any float moves no weight: only running statistics can have changed. */
  @Test
  void aStepNormalisesByItsBatchAndMovesTheRunningStatistics() {
    TrainingRecipe still =
        new TrainingRecipe(
            new Spec("test"),
            new DroppingNet(),
            Start.PYTORCH,
            new Objective.HardLabels(1),
            new Optimizer.Sgd(1e-60, 0),
            1,
            32);
    byte[] before;
    try (Learner learner =
        Learner.start(manager, still.network(), still.start(), Optional.empty(), 1)) {
      before = learner.weights();
    }
    assertFalse(Arrays.equals(before, train(still, 1)));
  }

  @Test
  void publishedWeightsAreLoadedAndSaidAndSoIsTheirAbsence() {
    Network network = new TwoLayerConvNet(1, 28, 4, 10);
    Start start = Start.pretrained("tiny");
    Path file = folder.resolve("tiny.safetensors");
    byte[] published;
    try (Learner source = Learner.start(manager, network, Start.PYTORCH, Optional.empty(), 5)) {
      published = source.weights();
      Files.write(file, published);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    try (Learner learner = Learner.start(manager, network, start, Optional.of(file), 1)) {
      assertEquals("pretrained: tiny, 4 tensors", learner.start());
      assertArrayEquals(published, learner.weights());
    }
    try (Learner learner = Learner.start(manager, network, start, Optional.empty(), 1)) {
      assertEquals(
          "not pretrained: tiny is not at hand; random weights (PYTORCH)", learner.start());
    }
  }

  @Test
  void whatAStepAllocatesInJavaDoesNotGrowWithTheParameters() {
    allocated(4); // warms up
    long small = allocated(4);
    long large = allocated(256); // 64 times the parameters
    assertTrue(large < 1.05 * small, small + " and " + large + " bytes");
  }

  private long allocated(int filters) {
    TrainingRecipe recipe =
        new TrainingRecipe(
            new Spec("test"),
            new TwoLayerConvNet(1, 28, filters, 10),
            Start.PYTORCH,
            new Objective.HardLabels(1),
            new Optimizer.Sgd(0.01, 0.5),
            100,
            8);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Learner learner =
        Learner.start(manager, recipe.network(), Start.PYTORCH, Optional.empty(), 1)) {
      Batch set = set(null);
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      new Trainer<>(recipe, 1, null, s -> {}).train(learner, new HeldItems(set), p -> Map.of());
      return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
  }

  @Test
  void aDamagedCheckpointCountsAsAbsent() throws IOException {
    Path file = folder.resolve("cell");
    Files.write(file, new byte[] {0, 5, 1, 2});
    assertTrue(new Checkpoint(file, Duration.ZERO).load().isEmpty());
    Files.write(file, new byte[200]);
    assertTrue(new Checkpoint(file, Duration.ZERO).load().isEmpty());
  }

  @Test
  void everyItemIsSeenOncePerEpochAndTheLastBatchIsSmaller() {
    BatchOrder order = new BatchOrder(100, 32, EpochOrder.shuffled(100, 5));
    int[] seen = new int[100];
    int[] sizes = new int[4];
    for (int step = 0; step < 4; step++) {
      int[] items = order.of(step);
      sizes[step] = items.length;
      for (int item : items) {
        seen[item]++;
      }
    }
    assertArrayEquals(new int[] {32, 32, 32, 4}, sizes);
    assertTrue(Arrays.stream(seen).allMatch(count -> count == 1));
    assertFalse(Arrays.equals(order.of(0), order.of(4)), "epochs have their own order");
    assertArrayEquals(
        new BatchOrder(100, 32, EpochOrder.shuffled(100, 5)).of(6),
        order.of(6),
        "any step can be reached");
  }

  @ParameterizedTest(name = "{0} iterations: a point after every {1}")
  @CsvSource({"1, 1", "7, 1", "20, 2", "56, 7", "104, 10", "240, 12", "2000, 100", "50000, 2500"})
  void aCurveAimsAtTwentyPointsAndInShortTrainingsAtFewer(int iterations, int every) {
    assertEquals(every, Trainer.stepsBetweenPoints(iterations));
  }

  @Test
  void trainingLowersTheLossAndTheCurveSaysSo() {
    TrainingRecipe recipe = recipe(new Objective.HardLabels(1), new Optimizer.Sgd(0.05, 0));
    try (Learner learner =
        Learner.start(manager, recipe.network(), Start.PYTORCH, Optional.empty(), 1)) {
      LearningCurve curve =
          new Trainer<>(recipe, 1, null, s -> {})
              .train(learner, new HeldItems(set(null)), p -> Map.of())
              .curve();
      assertEquals(9, curve.points().size());
      double first = curve.points().get(0).loss();
      double last = curve.points().get(8).loss();
      assertEquals(Math.log(10), first, 0.2);
      assertTrue(last < 0.7 * first, first + " to " + last);
    }
  }

  @Test
  void aStudentThatOnlyImitatesComesToAnswerAsItsTeacherDoes() {
    Optimizer sgd = new Optimizer.Sgd(0.05, 0);
    TrainingRecipe hard = recipe(new Objective.HardLabels(1), sgd, LONG);
    byte[] weights = train(hard, 1);
    TrainingRecipe imitate = recipe(new Objective.Distil(1, 2, 1, 4), sgd, LONG);
    try (Learner teacher = Learner.trained(manager, hard.network(), weights);
        Learner student =
            Learner.start(manager, hard.network(), Start.PYTORCH, Optional.empty(), 9)) {
      Batch set = set(teacher.allLogits(set(null).images()));
      double before = distance(student, set);
      new Trainer<>(imitate, 9, null, s -> {}).train(student, new HeldItems(set), p -> Map.of());
      double after = distance(student, set);
      assertTrue(after < 0.05 * before, before + " to " + after);
    }
  }

  private static double distance(Learner student, Batch set) {
    NDArray own = student.allLogits(set.images()).softmax(1);
    return own.sub(set.teacher().softmax(1)).abs().sum().getFloat();
  }

  @Test
  void aLossThatIsNoNumberEndsTheTraining() {
    TrainingRecipe recipe = recipe(new Objective.HardLabels(1), new Optimizer.Sgd(1e35, 0));
    try (Learner learner =
        Learner.start(manager, recipe.network(), Start.PYTORCH, Optional.empty(), 1)) {
      TrainingException e =
          assertThrows(
              TrainingException.class,
              () ->
                  new Trainer<>(recipe, 1, null, s -> {})
                      .train(learner, new HeldItems(set(null)), p -> Map.of()));
      assertTrue(e.getMessage().contains("lower the learning rate"), e.getMessage());
    }
  }

  @Test
  void aDistillationWithoutATeacherIsRefused() {
    TrainingRecipe recipe = recipe(new Objective.Distil(0.6, 8, 1, 64), new Optimizer.Sgd(0.01, 0));
    try (Learner learner =
        Learner.start(manager, recipe.network(), Start.PYTORCH, Optional.empty(), 1)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              new Trainer<>(recipe, 1, null, s -> {})
                  .train(learner, new HeldItems(set(null)), p -> Map.of()));
    }
    // The collector was closed: the next training works.
    train(recipe(new Objective.HardLabels(1), new Optimizer.Sgd(0.01, 0)), 1);
  }

  @Test
  void valuesOutOfRangeAreRefusedWithTheBound() {
    assertMessage("alpha [1.5] must be 0 to 1", () -> new Objective.Distil(1.5, 8, 1, 1));
    assertMessage(
        "temperature [0.0] and hardTemperature [1.0] must be > 0",
        () -> new Objective.Distil(0.5, 0, 1, 1));
    assertMessage(
        "learningRate [-1.0] must be > 0, momentum [0.0] 0 to below 1",
        () -> new Optimizer.Sgd(-1, 0));
    assertMessage("scale [big] must be one of smoke, reduced, paper", () -> Scale.parse("big"));
  }

  private static void assertMessage(String message, org.junit.jupiter.api.function.Executable e) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, e).getMessage());
  }

  @Test
  void progressGoesFromNoughtInTheFirstStepToOneInTheLast() {
    List<Double> seen = new ArrayList<>();
    Objective watching =
        (logits, batch, progress) -> {
          seen.add(progress);
          return new Objective.HardLabels(1).loss(logits, batch, progress);
        };
    train(recipe(watching, new Optimizer.Sgd(0.01, 0), 5), 1);
    assertEquals(List.of(0., .25, .5, .75, 1.), seen);
  }
}
