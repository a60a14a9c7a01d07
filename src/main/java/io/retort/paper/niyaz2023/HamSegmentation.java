package io.retort.paper.niyaz2023;

import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Lesions;
import io.retort.training.Scale;
import java.util.List;

/** Masks of the lesions of HAM10000: Section A.7, Tables 13 and 15. */
public final class HamSegmentation implements LearningStyles {
  private static final Lesions GENERATED =
      new Lesions(100, Study.SMOKE_SIDE, 7, Lesions.Prevalence.EQUAL, .3, 20_231_015);

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
  public Task task() {
    return Task.SEGMENTATION;
  }

  @Override
  public List<Backbone> students() {
    return List.of(Backbone.RESNET18);
  }

  @Override
  public Study study(Scale scale) {
    return switch (scale) {
      case SMOKE -> Study.smoke(task(), GENERATED, Split.By.GROUP, 1, 8, .004, 2);
      case REDUCED -> Study.reduced(task(), PublishedSet.HAM10000, Split.By.GROUP, 1);
      case PAPER -> Study.paper(task(), PublishedSet.HAM10000, Split.By.GROUP, 1, 224);
    };
  }

  @Override
  public String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic lesions with masks" : "HAM10000 with masks";
  }
}
