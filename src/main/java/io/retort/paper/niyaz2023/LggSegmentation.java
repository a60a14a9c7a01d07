package io.retort.paper.niyaz2023;

import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.BrainSlices;
import io.retort.training.Scale;
import java.util.List;

/** Gliomas in slices of magnetic resonance images: Sections 4 and 5.2, Tables 2, 4 and 9. */
public final class LggSegmentation implements LearningStyles {
  private static final BrainSlices GENERATED = new BrainSlices(160, Study.SMOKE_SIDE, 20_231_004);

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
  public Task task() {
    return Task.SEGMENTATION;
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
      case SMOKE -> Study.smoke(task(), GENERATED, Split.By.GROUP, 1, 8, .003, 3);
      case REDUCED -> Study.reduced(task(), PublishedSet.LGG, Split.By.GROUP, 1);
      case PAPER -> Study.paper(task(), PublishedSet.LGG, Split.By.GROUP, 1, 256);
    };
  }

  @Override
  public String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic brain slices" : "LGG MRI segmentation";
  }
}
