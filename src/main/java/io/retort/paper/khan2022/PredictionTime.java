package io.retort.paper.khan2022;

import io.retort.claim.Condition;
import io.retort.data.DataException;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.DataDirectory;
import io.retort.experiment.Experiment;
import io.retort.experiment.Figure;
import io.retort.experiment.JmhScores;
import io.retort.experiment.Measured;
import io.retort.experiment.Sample;
import io.retort.model.NetworkSize;
import io.retort.training.LearningCurve;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import io.retort.training.TimingRecipe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How long the seven students take to answer: Section 4.2, Table 2. The times are JMH's, of the
 * networks at their full width and on a processor of our own, so that only ratios can be compared.
 *
 * <p>A seed stands for one of JMH's measured iterations; nothing is drawn at random.
 */
public final class PredictionTime implements Experiment {
  /** The benchmark that measures, in benchmarks/. */
  private static final String BENCHMARK = "StudentPredictionTime";

  private static final String IMAGES = "images";
  private static final String ONE = "1";
  private static final String SET = "set";
  private static final String RATIO = "ratio_to_dsnet";
  private static final String TIME = "milliseconds_per_image";

  @Override
  public String id() {
    return "khan2022/prediction-time";
  }

  @Override
  public String question() {
    return "How much faster does DSNet answer than networks with more parameters?";
  }

  @Override
  public String source() {
    return "Section 4.2, Table 2";
  }

  @Override
  public String notice() {
    return "Fewer parameters are not fewer operations: DSNet has the fewest parameters of all, but"
        + " takes more multiply-adds for an image than MobileNet and EfficientNetB0.";
  }

  @Override
  public String measuredAt() {
    return "A seed stands for one measured iteration of JMH, the mean over its invocations; the table"
        + " says of how many images of which side. Iterations of one process follow each other, so"
        + " their spread is not that between processes or machines.";
  }

  /** As many as iterations were measured. */
  @Override
  public List<Long> seeds(List<Long> asked, DataDirectory data) {
    long most = Math.min(asked.size(), scores(data).iterations());
    return LongStream.rangeClosed(1, most).boxed().toList();
  }

  @Override
  public Map<String, String> readings() {
    return Map.of();
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    List<Condition> conditions = new ArrayList<>();
    for (String images : List.of(ONE, SET)) {
      for (Student student : Student.values()) {
        conditions.add(Condition.of(student.id(), IMAGES, images));
      }
    }
    return conditions;
  }

  @Override
  public boolean depends(Condition condition) {
    return false;
  }

  @Override
  public List<Condition> needs(Condition condition) {
    return List.of();
  }

  @Override
  public Recipe recipe(Scale scale, String reading, Condition condition) {
    return new TimingRecipe(
        Student.byId(condition.role()).network(MelanomaScale.of(Scale.PAPER)),
        condition.parameters().getOrDefault(IMAGES, ONE));
  }

  @Override
  public Measured train(Cell cell, CellContext context) {
    JmhScores scores = scores(context.data());
    String asked = cell.condition().parameters().getOrDefault(IMAGES, ONE);
    String images = images(scores, asked);
    double own = scores.of(parameters(scores, cell.condition().role(), images), cell.seed());
    double dsnet = scores.of(parameters(scores, Student.DSNET.id(), images), cell.seed());
    NetworkSize size = size(cell.condition().role(), context);
    return new Measured(
        Map.of(
            TIME,
            own / Integer.parseInt(images),
            RATIO,
            own / dsnet,
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
  private static NetworkSize size(String network, CellContext context) {
    return context.shared(
        "size of " + network,
        NetworkSize.class,
        manager ->
            NetworkSize.of(manager, Student.byId(network).network(MelanomaScale.of(Scale.PAPER))));
  }

  /** The number of images that stands for the whole test set: the largest one measured. */
  private static String images(JmhScores scores, String asked) {
    return asked.equals(ONE)
        ? ONE
        : scores.values(IMAGES).stream()
            .max(java.util.Comparator.comparing(Integer::valueOf))
            .orElse(ONE);
  }

  private static Map<String, String> parameters(JmhScores scores, String network, String images) {
    return Map.of("network", network, IMAGES, images, "side", scores.values("side").get(0));
  }

  private static JmhScores scores(DataDirectory data) {
    return JmhScores.fullest(data.timings(), BENCHMARK);
  }

  @Override
  public String unavailable(DataDirectory data) {
    try {
      return scores(data).scores().isEmpty() ? "no timings" : "";
    } catch (DataException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public String dataName(Scale scale) {
    return "random images";
  }

  /** A processor of 2014 in a shared service; ours is another one. */
  @Override
  public boolean isPaperData(String fingerprint) {
    return false;
  }

  @Override
  public String dataFingerprint(Scale scale, DataDirectory data) {
    return scores(data).fingerprint();
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of();
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Time to answer in multiples of DSNet's, for one image and for a set of images",
        List.of(
            new Figure.Panel(RATIO, "times as long as DSNet", Figure.Axis.LOGARITHMIC),
            new Figure.Panel("multiply_adds", "multiply-adds, 224 x 224", Figure.Axis.LOGARITHMIC),
            new Figure.Panel(
                "trainable_parameters", "trainable parameters", Figure.Axis.LOGARITHMIC)),
        List.of(TIME, "images_an_operation", "image_side"));
  }

  @Override
  public List<Sample> samples(Scale scale, DataDirectory data) {
    return List.of();
  }
}
