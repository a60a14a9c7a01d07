package io.retort.paper.niyaz2023;

import io.retort.data.ImageSource;
import io.retort.data.ImageSpec;
import io.retort.data.cache.Transform;
import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.BrainSlices;
import io.retort.experiment.Figure;
import io.retort.training.Scale;
import java.util.List;
import java.util.Map;

/** Gliomas in slices of magnetic resonance images: Sections 4 and 5.2, Tables 2, 4 and 9. */
public final class LggSegmentation implements LearningStyles {
  private static final long SYNTHETIC_SEED = 20_231_004;

  @Override
  public String id() {
    return "niyaz2023/lgg-segmentation";
  }

  @Override
  public String question() {
    return "Do two students with different learning styles outline gliomas better than others?";
  }

  @Override
  public String source() {
    return "Sections 4 and 5.2, Tables 2, 4 and 9";
  }

  @Override
  public List<Backbone> students() {
    return List.of(Backbone.RESNET18, Backbone.MOBILENET);
  }

  /** MobileNet takes part in {@link HistopathologyClassification} at smoke scale. */
  @Override
  public List<Backbone> students(Scale scale) {
    return scale == Scale.SMOKE ? List.of(Backbone.RESNET18) : students();
  }

  /** At smoke scale the two variants that the paper's claim compares. */
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
              Task.SEGMENTATION,
              images(new BrainSlices(240, 32, SYNTHETIC_SEED), 32),
              1,
              Backbone.RESNET18,
              4,
              8,
              false,
              8,
              .01,
              3);
      case REDUCED ->
          new Study(
              Task.SEGMENTATION,
              images(PublishedSet.LGG, 64),
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
              images(PublishedSet.LGG, 256),
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
    return scale == Scale.SMOKE ? "synthetic brain slices" : "LGG MRI segmentation";
  }

  private static ImageSpec images(ImageSource source, int side) {
    return new ImageSpec(source, Transform.resize(side).withMasks(), Split.By.GROUP, Study.SHARES);
  }

  /** The division into train and test part that the paper drew is not known. */
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
