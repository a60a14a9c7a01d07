package io.retort.paper.niyaz2023;

import io.retort.data.sets.BalancedSubset;
import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Tissue;
import io.retort.training.Scale;
import java.util.List;

/** Metastatic tissue in sections of lymph nodes: Sections 4 and 5.1, Tables 2, 3 and 8. */
public final class HistopathologyClassification implements LearningStyles {
  private static final int CLASSES = 2;

  private static final Tissue GENERATED = new Tissue(320, Study.SMOKE_SIDE, 20_231_003);

  /** "a balanced subset of 20,000 histological images was randomly selected", Section 4.1. */
  private static final BalancedSubset CHOSEN = chosen(10_000);

  private static final BalancedSubset FEWER = chosen(1_200);

  private static BalancedSubset chosen(int perClass) {
    return new BalancedSubset(PublishedSet.HISTOPATHOLOGIC, perClass, Study.DIVISION);
  }

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
  public Task task() {
    return Task.CLASSIFICATION;
  }

  @Override
  public List<Backbone> students() {
    return List.of(Backbone.RESNET18, Backbone.MOBILENET);
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
      case SMOKE -> Study.smoke(task(), GENERATED, Split.By.STRATIFIED_ITEM, CLASSES, 16, .004, 2);
      case REDUCED -> Study.reduced(task(), FEWER, Split.By.STRATIFIED_ITEM, CLASSES);
      case PAPER -> Study.paper(task(), CHOSEN, Split.By.STRATIFIED_ITEM, CLASSES, 224);
    };
  }

  @Override
  public String dataName(Scale scale) {
    return scale == Scale.SMOKE ? "synthetic tissue" : "Histopathologic Cancer Detection";
  }
}
