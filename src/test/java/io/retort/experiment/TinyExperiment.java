package io.retort.experiment;

import io.retort.claim.Condition;
import io.retort.data.DataSpec;
import io.retort.data.KeyedRandom;
import io.retort.model.TwoLayerConvNet;
import io.retort.provenance.Fingerprint;
import io.retort.training.LearningCurve;
import io.retort.training.Objective;
import io.retort.training.Optimizer;
import io.retort.training.Scale;
import io.retort.training.Start;
import io.retort.training.TrainingRecipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A test's experiment: its cells wait instead of training, and their numbers follow their keys. */
public class TinyExperiment implements Experiment {
  /** Milliseconds a cell takes, and a condition that always fails, for the workers too. */
  static final String WAIT = "RETORT_TINY_WAIT";

  record Spec(String condition) implements DataSpec {}

  private final String pretrained;

  /** As the service loader makes it. */
  public TinyExperiment() {
    this("");
  }

  /** With a teacher that asks for published weights. */
  TinyExperiment(String pretrained) {
    this.pretrained = pretrained;
  }

  @Override
  public String id() {
    return "test/tiny";
  }

  @Override
  public String question() {
    return "Does the machinery work?";
  }

  @Override
  public String source() {
    return "nowhere";
  }

  @Override
  public Map<String, String> readings() {
    return Map.of();
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    return List.of(
        Condition.of("student", "n", 1),
        Condition.of("student", "n", 2),
        Condition.of("student", "n", 3),
        Condition.of("teacher"));
  }

  @Override
  public boolean depends(Condition condition) {
    return false;
  }

  @Override
  public List<Condition> needs(Condition condition) {
    return condition.role().equals("student") ? List.of(Condition.of("teacher")) : List.of();
  }

  @Override
  public TrainingRecipe recipe(Scale scale, String reading, Condition condition) {
    return new TrainingRecipe(
        new Spec(condition.toString()),
        new TwoLayerConvNet(1, 28, 4, 10),
        condition.role().equals("teacher") ? Start.pretrained(pretrained) : Start.PYTORCH,
        new Objective.HardLabels(1),
        new Optimizer.Sgd(0.01, 0),
        1,
        1);
  }

  @Override
  public String dataName(Scale scale) {
    return "nothing";
  }

  @Override
  public boolean isPaperData(String fingerprint) {
    return false;
  }

  @Override
  public String dataFingerprint(Scale scale, DataDirectory data) {
    return Fingerprint.of("nothing".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Measured train(Cell cell, CellContext context) {
    long salt = 0;
    if (cell.condition().role().equals("student")) {
      salt = Fingerprint.of(context.weightsOf(Condition.of("teacher"))).hashCode();
    }
    if (cell.condition().toString().equals(System.getenv("RETORT_TINY_FAILS"))) {
      throw new IllegalStateException("planted failure");
    }
    try {
      Thread.sleep(Long.parseLong(System.getenv().getOrDefault(WAIT, "150")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    SplittableRandom random = KeyedRandom.of(cell.seed(), cell.condition().toString(), salt);
    int[] labels = {0, 1, 2, 3};
    int[] predictions = {random.nextInt(4), random.nextInt(4), 2, 3};
    return new Measured(
        Map.of("accuracy", random.nextDouble()),
        labels,
        predictions,
        new LearningCurve(List.of(new LearningCurve.Point(1, 0.5, Map.of("accuracy", 0.5))), 1),
        Long.toString(random.nextLong()).getBytes(StandardCharsets.UTF_8),
        0,
        "nothing");
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of("accuracy", 4L);
  }

  @Override
  public Figure figure() {
    return new Figure.Lines(
        "Tiny",
        "n",
        Figure.Axis.LOGARITHMIC,
        "n",
        "accuracy",
        List.of(Figure.Series.of("student", "accuracy")),
        List.of("teacher"));
  }

  @Override
  public List<Sample> samples(Scale scale, DataDirectory data) {
    return List.of();
  }
}
