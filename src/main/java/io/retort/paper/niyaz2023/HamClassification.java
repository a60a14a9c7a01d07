package io.retort.paper.niyaz2023;

import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Lesions;
import io.retort.training.Scale;
import java.util.List;

/** Diagnoses of HAM10000: Section A.6, Tables 13 and 14. */
public final class HamClassification implements LearningStyles {
  /** Diagnoses, Section A.6. */
  private static final int CLASSES = 7;

  private static final Lesions GENERATED =
      new Lesions(320, Study.SMOKE_SIDE, CLASSES, Lesions.Prevalence.EQUAL, .3, 20_231_014);

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
  public Task task() {
    return Task.CLASSIFICATION;
  }

  @Override
  public List<Backbone> students() {
    return List.of(Backbone.RESNET18);
  }

  @Override
  public Study study(Scale scale) {
    return switch (scale) {
      case SMOKE -> Study.smoke(task(), GENERATED, Split.By.GROUP, CLASSES, 16, .005, 3);
      case REDUCED -> Study.reduced(task(), PublishedSet.HAM10000, Split.By.GROUP, CLASSES);
      case PAPER -> Study.paper(task(), PublishedSet.HAM10000, Split.By.GROUP, CLASSES, 224);
    };
  }

  @Override
  public String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic lesions" : "HAM10000";
  }
}
