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

/** Masks of the lesions of HAM10000: Section A.7, Tables 13 and 15. */
public final class HamSegmentation implements LearningStyles {
  private static final long SYNTHETIC_SEED = 20_231_015;

  private static final Lesions GENERATED =
      new Lesions(140, 32, 7, Lesions.Prevalence.EQUAL, .3, SYNTHETIC_SEED);

  @Override
  public String id() {
    return "niyaz2023/ham10000-segmentation";
  }

  @Override
  public String question() {
    return "Do two students with different learning styles outline skin lesions better than others?";
  }

  @Override
  public String source() {
    return "Section A.7, Tables 13 and 15";
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
              Task.SEGMENTATION,
              images(GENERATED, 32),
              1,
              Backbone.RESNET18,
              4,
              8,
              false,
              32,
              .005,
              5);
      case REDUCED ->
          new Study(
              Task.SEGMENTATION,
              images(PublishedSet.HAM10000, 64),
              1,
              Backbone.RESNET18,
              4,
              8,
              false,
              16,
              .001,
              4);
      case PAPER ->
          new Study(
              Task.SEGMENTATION,
              images(PublishedSet.HAM10000, 224),
              1,
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
    return scale == Scale.SMOKE ? "synthetic lesions with masks" : "HAM10000 with masks";
  }

  private static ImageSpec images(ImageSource source, int side) {
    return new ImageSpec(source, Transform.resize(side).withMasks(), Split.By.GROUP, Study.SHARES);
  }

  /** The whole set has not been hashed here: no fingerprint of it is known. */
  @Override
  public boolean isPaperData(String fingerprint) {
    return false;
  }

  @Override
  public Map<String, Long> gatedMetrics(Scale scale) {
    return Map.of("iou", 0L);
  }

  @Override
  public Figure figure() {
    return new Figure.Dots(
        "Overlap with the true masks, of teacher, students and their ensemble",
        List.of(new Figure.Panel("iou", "IoU with the true masks", Figure.Axis.LINEAR)),
        List.of("f"),
        Variant.STYLE);
  }

  @Override
  public List<Figure> further() {
    return List.of(MaskQuestions.HARD_EXAMPLES);
  }
}
