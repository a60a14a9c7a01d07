package io.retort.paper.niyaz2023;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.experiment.Cell;
import io.retort.experiment.CellContext;
import io.retort.experiment.Figure;
import io.retort.experiment.Measured;
import io.retort.experiment.SeenImages;
import io.retort.metric.Cka;
import io.retort.model.Features;
import io.retort.training.AskingRecipe;
import io.retort.training.Cohort;
import io.retort.training.CohortRecipe;
import io.retort.training.LearningCurve;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import io.retort.training.ServedItems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How alike teacher and students represent the test images, layer by layer: Section 5.4, Figures 6,
 * 10 and 11, of the networks for metastatic tissue with ResNet-18 as students.
 */
public final class RepresentationSimilarity implements AcrossTasks {
  private static final String ROLE = "similarity";

  /** The mean over the last two stages of teacher and students: the figure's blue box. */
  private static final String HIGHER = "cka_higher_layers";

  private static final List<String> LAYERS =
      List.of("stem", "stage1", "stage2", "stage3", "stage4");
  private static final int HIGH = 2;

  private static final List<List<String>> PAIRS =
      List.of(List.of("teacher", "s1"), List.of("teacher", "s2"), List.of("s1", "s2"));

  /** Items of a minibatch; its estimate is unbiased whatever the number (Nguyen et al. 2021). */
  private static final int BATCH = 16;

  @Override
  public String id() {
    return "niyaz2023/representation-similarity";
  }

  @Override
  public String question() {
    return "Do different learning styles make the higher layers of teacher and students more alike?";
  }

  @Override
  public String source() {
    return "Section 5.4, Figures 6, 10 and 11";
  }

  @Override
  public boolean depends(Condition condition) {
    return true;
  }

  private static HistopathologyClassification home() {
    return new HistopathologyClassification();
  }

  @Override
  public List<Condition> conditions(Scale scale) {
    return home().variants(scale, Backbone.RESNET18).stream()
        .map(variant -> variant.condition(ROLE, false))
        .toList();
  }

  @Override
  public List<Condition> needs(Condition condition) {
    return List.of(new Condition(LearningStyles.COHORT, condition.parameters()));
  }

  @Override
  public Recipe recipe(Scale scale, String reading, Condition condition) {
    return new AskingRecipe(condition.role());
  }

  @Override
  public Measured train(Cell cell, CellContext context) {
    Condition together = AcrossTasks.atHome(needs(cell.condition()).get(0));
    Study study = home().study(cell.scale());
    CohortRecipe recipe = (CohortRecipe) home().recipe(cell.scale(), cell.variant(), together);
    SeenImages seen = SeenImages.of(study.images(), context.data());
    ServedItems test =
        seen.items(
            StyleTraining.part(study, seen, "test"),
            seen.normalisation(StyleTraining.part(study, seen, "train")));
    Map<String, Double> metrics;
    try (Cohort cohort = Cohort.trained(context.manager(), recipe, context.weightsOf(together))) {
      metrics = similarities(cohort, Variant.of(together).technique().teaches(), test);
    }
    return new Measured(
        metrics,
        new int[0],
        new int[0],
        new LearningCurve(List.of(), 0),
        new byte[0],
        0,
        "a trained cohort's");
  }

  private static Map<String, Double> similarities(
      Cohort cohort, boolean teaches, ServedItems test) {
    List<List<String>> pairs =
        PAIRS.stream().filter(p -> teaches || !p.contains(StyleObjective.TEACHER)).toList();
    Map<String, Cka> alike = new LinkedHashMap<>();
    for (int from = 0; from + BATCH <= test.count(); from += BATCH) {
      Map<String, Cka.Gram> grams = new LinkedHashMap<>();
      for (String member : members(pairs)) {
        try (NDManager scope = cohort.manager().newSubManager()) {
          NDArray images = test.images(scope, from, from + BATCH);
          Features features = cohort.learner(member).features(images, false, LAYERS);
          for (String layer : LAYERS) {
            NDArray map = Objects.requireNonNull(features.maps().get(layer));
            grams.put(member + layer, Cka.Gram.of(rows(map)));
          }
        }
      }
      for (List<String> pair : pairs) {
        for (String first : LAYERS) {
          for (String second : LAYERS) {
            alike
                .computeIfAbsent(
                    Figure.Similarities.metric(pair.get(0), first, pair.get(1), second),
                    m -> new Cka())
                .add(
                    Objects.requireNonNull(grams.get(pair.get(0) + first)),
                    Objects.requireNonNull(grams.get(pair.get(1) + second)));
          }
        }
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    alike.forEach(
        (name, cka) -> {
          if (cka.isDefined()) { // a layer may answer alike to all items
            metrics.put(name, cka.value());
          }
        });
    List<@Nullable Double> higher = higher(metrics);
    if (teaches && !higher.contains(null)) {
      metrics.put(
          HIGHER, higher.stream().mapToDouble(Objects::requireNonNull).average().orElseThrow());
    }
    return metrics;
  }

  private static List<String> members(List<List<String>> pairs) {
    return pairs.stream().flatMap(List::stream).distinct().toList();
  }

  /** Similarities of the last stages; null where there is none. */
  private static List<@Nullable Double> higher(Map<String, Double> metrics) {
    List<String> high = LAYERS.subList(LAYERS.size() - HIGH, LAYERS.size());
    List<@Nullable Double> values = new ArrayList<>();
    for (String student : StyleObjective.STUDENTS) {
      for (String first : high) {
        for (String second : high) {
          values.add(
              metrics.get(
                  Figure.Similarities.metric(StyleObjective.TEACHER, first, student, second)));
        }
      }
    }
    return values;
  }

  /** Features of each item, shape (N, C H W). */
  private static double[][] rows(NDArray map) {
    float[] flat = map.toFloatArray();
    int items = Math.toIntExact(map.getShape().get(0));
    int width = flat.length / items;
    double[][] rows = new double[items][width];
    for (int i = 0; i < items; i++) {
      for (int k = 0; k < width; k++) {
        rows[i][k] = flat[i * width + k];
      }
    }
    return rows;
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of(HIGHER, 0L);
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "How alike the higher layers of teacher and students are",
        List.of(
            new Figure.Panel(
                HIGHER, "CKA of the last two stages, teacher and students", Figure.Axis.LINEAR)),
        List.of());
  }

  @Override
  public List<Figure> further() {
    return List.of(new Figure.Similarities("Similarity of layers (linear CKA)", PAIRS, LAYERS));
  }

  @Override
  public String dataName(Scale scale) {
    return home().dataName(scale);
  }

  @Override
  public String dataFingerprint(Scale scale, io.retort.experiment.DataDirectory data) {
    return home().dataFingerprint(scale, data);
  }

  @Override
  public List<io.retort.experiment.Sample> samples(
      Scale scale, io.retort.experiment.DataDirectory data) {
    return home().samples(scale, data);
  }
}
