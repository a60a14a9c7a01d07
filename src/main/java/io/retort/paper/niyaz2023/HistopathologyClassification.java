package io.retort.paper.niyaz2023;

import io.retort.data.ImageSource;
import io.retort.data.ImageSpec;
import io.retort.data.cache.Transform;
import io.retort.data.sets.BalancedSubset;
import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Tissue;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.List;
import java.util.Map;

/** Metastatic tissue in sections of lymph nodes: Sections 4 and 5.1, Tables 2, 3 and 8. */
public final class HistopathologyClassification implements LearningStyles {
  /** "a balanced subset of 20,000 histological images was randomly selected", Section 4.1. */
  private static final int PER_CLASS = 10_000;

  private static final long SYNTHETIC_SEED = 20_231_003;
  private static final int CLASSES = 2;

  @Override
  public String id() {
    return "niyaz2023/histopathology-classification";
  }

  @Override
  public String question() {
    return "Do two students with different learning styles find metastatic tissue better than others?";
  }

  @Override
  public String source() {
    return "Sections 4 and 5.1, Tables 2, 3 and 8";
  }

  @Override
  public List<Backbone> students() {
    return List.of(Backbone.RESNET18, Backbone.MOBILENET);
  }

  /** Both kinds of students; at smoke scale the two variants that the paper's claim compares. */
  @Override
  public List<Variant> variants(Scale scale, Backbone students) {
    return scale == Scale.SMOKE
        ? List.of(
            new Variant(students, Technique.KD_ML, Style.V1),
            new Variant(students, Technique.KD_ML, Style.V3))
        : LearningStyles.super.variants(scale, students);
  }

  @Override
  public Study study(Scale scale) {
    return switch (scale) {
      case SMOKE ->
          new Study(
              Task.CLASSIFICATION,
              images(new Tissue(320, 32, SYNTHETIC_SEED), 32),
              CLASSES,
              Backbone.RESNET18,
              4,
              8,
              false,
              16,
              .002,
              2);
      case REDUCED ->
          new Study(
              Task.CLASSIFICATION,
              images(new BalancedSubset(PublishedSet.HISTOPATHOLOGIC, 1_200, Study.DIVISION), 64),
              CLASSES,
              Backbone.RESNET18,
              4,
              8,
              false,
              16,
              .001,
              4);
      case PAPER ->
          new Study(
              Task.CLASSIFICATION,
              images(
                  new BalancedSubset(PublishedSet.HISTOPATHOLOGIC, PER_CLASS, Study.DIVISION), 224),
              CLASSES,
              Backbone.RESNET50,
              1,
              1,
              false,
              8,
              .0001,
              30);
    };
  }

  @Override
  public String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic tissue" : "Histopathologic Cancer Detection";
  }

  private static ImageSpec images(ImageSource source, int side) {
    return new ImageSpec(source, Transform.resize(side), Split.By.STRATIFIED_ITEM, Study.SHARES);
  }

  /** The 20,000 images that the paper drew are not known. */
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
