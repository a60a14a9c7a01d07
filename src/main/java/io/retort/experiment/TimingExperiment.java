package io.retort.experiment;

import io.retort.claim.Condition;
import io.retort.data.DataException;
import io.retort.model.Network;
import io.retort.model.NetworkSize;
import io.retort.training.LearningCurve;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import io.retort.training.TimingRecipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * How long a paper's networks take to answer. The times are JMH's, of the networks at their full
 * width and on a processor of our own, so that only ratios can be compared.
 *
 * <p>A seed stands for one of JMH's measured iterations; nothing is drawn at random.
 */
public interface TimingExperiment extends Experiment {
  /** The benchmark that measures, in benchmarks/. */
  String BENCHMARK = "StudentPredictionTime";

  /** Parameter of a condition: {@value #ONE} or {@value #SET}. */
  String IMAGES = "images";

  /** A single image. */
  String ONE = "1";

  /** As many images as the most that were measured at once. */
  String SET = "set";

  /** Metric: time for an image. */
  String TIME = "milliseconds_per_image";

  /** Metrics that the tables show beside times. */
  List<String> BESIDE = List.of(TIME, "images_an_operation", "image_side");

  /** The networks by their roles, at published size, as the benchmark names them. */
  Map<String, Network> networks();

  /** The role whose time is the unit of {@link #ratio()}. */
  String unit();

  /** Metric: time in multiples of the unit's. */
  String ratio();

  @Override
  default String measuredAt() {
    return "A seed stands for one measured iteration of JMH, the mean over its invocations; the table"
        + " says of how many images of which side. Iterations of one process follow each other, so"
        + " their spread is not that between processes or machines.";
  }

  /** As many as iterations were measured. */
  @Override
  default List<Long> seeds(List<Long> asked, DataDirectory data) {
    long most = Math.min(asked.size(), scores(data).iterations());
    return LongStream.rangeClosed(1, most).boxed().toList();
  }

  @Override
  default Map<String, String> readings() {
    return Map.of();
  }

  @Override
  default List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    for (String images : List.of(ONE, SET)) {
      networks().keySet().forEach(role -> conditions.add(Condition.of(role, IMAGES, images)));
    }
    return conditions;
  }

  @Override
  default boolean depends(Condition condition) {
    return false;
  }

  @Override
  default List<Condition> needs(Condition condition) {
    return List.of();
  }

  @Override
  default Recipe recipe(Scale scale, String reading, Condition condition) {
    return new TimingRecipe(
        network(condition.role()), condition.parameters().getOrDefault(IMAGES, ONE));
  }

  private Network network(String role) {
    return Objects.requireNonNull(networks().get(role), role);
  }

  @Override
  default Measured train(Cell cell, CellContext context) {
    JmhScores scores = scores(context.data());
    String asked = cell.condition().parameters().getOrDefault(IMAGES, ONE);
    String images = images(scores, asked);
    double own = scores.of(parameters(scores, cell.condition().role(), images), cell.seed());
    double unit = scores.of(parameters(scores, unit(), images), cell.seed());
    NetworkSize size = size(cell.condition().role(), context);
    return new Measured(
        Map.of(
            TIME,
            own / Integer.parseInt(images),
            ratio(),
            own / unit,
            "images_an_operation",
            Double.valueOf(images),
            "image_side",
            Double.valueOf(scores.values("side").get(0)),
            "trainable_parameters",
            (double) size.trainable(),
            "multiply_adds",
            (double) size.multiplyAdds()),
        new int[0],
        new int[0],
        new LearningCurve(List.of(), 0),
        new byte[0],
        0,
        "random weights: time does not depend on them");
  }

  /** Counted once for all cells of a network: it takes longer than reading a time. */
  private NetworkSize size(String role, CellContext context) {
    return context.shared(
        "size of " + role, NetworkSize.class, manager -> NetworkSize.of(manager, network(role)));
  }

  /** The number of images that stands for the whole test set: the largest one measured. */
  private static String images(JmhScores scores, String asked) {
    return asked.equals(ONE)
        ? ONE
        : scores.values(IMAGES).stream().max(Comparator.comparing(Integer::valueOf)).orElse(ONE);
  }

  private static Map<String, String> parameters(JmhScores scores, String network, String images) {
    return Map.of("network", network, IMAGES, images, "side", scores.values("side").get(0));
  }

  private static JmhScores scores(DataDirectory data) {
    return JmhScores.fullest(data.timings(), BENCHMARK);
  }

  @Override
  default String unavailable(DataDirectory data) {
    try {
      return scores(data).scores().isEmpty() ? "no timings" : "";
    } catch (DataException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  default String dataName(Scale scale) {
    return "random images";
  }

  /** The papers' processors are not ours. */
  @Override
  default boolean isPaperData(String fingerprint) {
    return false;
  }

  @Override
  default String dataFingerprint(Scale scale, DataDirectory data) {
    return scores(data).fingerprint();
  }

  @Override
  default Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of();
  }

  @Override
  default List<Sample> samples(Scale scale, DataDirectory data) {
    return List.of();
  }
}
