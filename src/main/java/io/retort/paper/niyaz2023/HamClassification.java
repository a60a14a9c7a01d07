package io.retort.paper.niyaz2023;

import io.retort.data.ImageSource;
import io.retort.data.ImageSpec;
import io.retort.data.cache.Transform;
import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Lesions;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.List;
import java.util.Map;

/** Diagnoses of HAM10000: Section A.6, Tables 13 and 14. */
public final class HamClassification implements LearningStyles {
  /** Diagnoses, Section A.6. */
  private static final int CLASSES = 7;

  private static final long SYNTHETIC_SEED = 20_231_014;

  private static final Lesions GENERATED =
      new Lesions(320, 32, CLASSES, Lesions.Prevalence.EQUAL, .3, SYNTHETIC_SEED);

  @Override
  public String id() {
    return "niyaz2023/ham10000-classification";
  }

  @Override
  public String question() {
    return "Do two students with different learning styles tell skin lesions apart better than others?";
  }

  @Override
  public String source() {
    return "Section A.6, Tables 13 and 14";
  }

  @Override
  public List<Backbone> students() {
    return List.of(Backbone.RESNET18);
  }

  @Override
  public Study study(Scale scale) {
    return switch (scale) {
      case SMOKE ->
          new Study(
              Task.CLASSIFICATION,
              images(GENERATED, 32),
              CLASSES,
              Backbone.RESNET18,
              4,
              8,
              true,
              16,
              .002,
              3);
      case REDUCED ->
          new Study(
              Task.CLASSIFICATION,
              images(PublishedSet.HAM10000, 64),
              CLASSES,
              Backbone.RESNET18,
              4,
              8,
              true,
              16,
              .001,
              3);
      case PAPER ->
          new Study(
              Task.CLASSIFICATION,
              images(PublishedSet.HAM10000, 224),
              CLASSES,
              Backbone.RESNET50,
              1,
              1,
              true,
              8,
              .0001,
              30);
    };
  }

  @Override
  public String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic lesions" : "HAM10000";
  }

  private static ImageSpec images(ImageSource source, int side) {
    return new ImageSpec(source, Transform.resize(side), Split.By.GROUP, Study.SHARES);
  }

  /** The whole set has not been hashed here: no fingerprint of it is known. */
  @Override
  public boolean isPaperData(String fingerprint) {
    return false;
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of("accuracy", 0L);
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Test accuracy of teacher, students and their ensemble",
        List.of(new Figure.Panel("accuracy", "test accuracy", Figure.Axis.LINEAR)),
        List.of("precision", "recall"),
        Variant.STYLE);
  }
}
