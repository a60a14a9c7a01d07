package io.retort.paper.zeng2024;

import io.retort.data.DataSpec;
import io.retort.data.ImageSpec;
import io.retort.data.augment.Augmentation;
import io.retort.data.augment.RandAugment;
import io.retort.data.cache.Transform;
import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Lesions;
import io.retort.model.EfficientNet.Variant;
import io.retort.model.Network;
import io.retort.training.Adam;
import io.retort.training.Length;
import io.retort.training.Scale;
import io.retort.training.Start;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What changes with the scale, and the images and networks that follow from it. The text at hand
 * prints none of the settings (see the ledger).
 *
 * @param isGenerated whether lesions are drawn; else they are ISIC 2019's
 * @param side of the images
 * @param divisor of the student's widths
 * @param unitDivisor of the student's numbers of units
 * @param larger what stands for EfficientNet-B4
 * @param smaller what stands for EfficientNet-B0
 */
record SkinScale(
    boolean isGenerated,
    int side,
    int divisor,
    int unitDivisor,
    Variant larger,
    Variant smaller,
    double learningRate,
    int batchSize,
    int epochs) {
  /** "ISIC2019 dataset": eight diagnoses, fourth table. */
  static final int CLASSES = Lesions.CLASSES.size();

  /** One division for all runs, so that they are asked the same items. */
  static final long DIVISION = 20_240_002;

  /** Yang et al. 2022, Section 4.1. */
  private static final double MGD_ALPHA = 7e-5;

  private static final List<Integer> SHARES = List.of(70, 10, 20);

  private static final Map<Scale, SkinScale> SCALES =
      Map.of(
          Scale.SMOKE, new SkinScale(true, 64, 4, 2, Variant.QUARTER, Variant.EIGHTH, .004, 16, 4),
          Scale.REDUCED, new SkinScale(false, 64, 4, 2, Variant.HALF, Variant.QUARTER, .002, 32, 6),
          Scale.PAPER, new SkinScale(false, 224, 1, 1, Variant.B4, Variant.B0, .0001, 32, 100));

  /** As many of each class: with ISIC 2019's shares so few images teach the frequent class only. */
  private static final Lesions GENERATED =
      new Lesions(320, 64, CLASSES, Lesions.Prevalence.EQUAL, 0, 20_240_301);

  /** Networks without published weights. */
  private static final Set<Candidate> UNPUBLISHED = Set.of(Candidate.SHUFFLENET_V1);

  /** The images, how they are divided, and how they are changed in training. */
  record SkinSpec(ImageSpec images, long division, Augmentation augmentation) implements DataSpec {}

  static SkinScale of(Scale scale) {
    return Objects.requireNonNull(SCALES.get(scale));
  }

  /** "RandAugment" and "pseudo-shadow removal", Section 1. */
  SkinSpec data() {
    ImageSpec images =
        new ImageSpec(
            isGenerated ? GENERATED : PublishedSet.ISIC2019,
            Transform.resize(side).withoutShadows(),
            Split.By.STRATIFIED_ITEM,
            SHARES);
    return new SkinSpec(images, DIVISION, RandAugment.standard());
  }

  Network network(Candidate candidate) {
    return candidate.network(this);
  }

  /** Published weights at published size. */
  Start start(Candidate candidate) {
    return divisor == 1 && !UNPUBLISHED.contains(candidate)
        ? Start.pretrained(candidate.id())
        : Start.PYTORCH;
  }

  /** Channels of the maps that a teacher's methods compare. */
  Method.Widths widths(Candidate teacher) {
    return new Method.Widths(
        teacher.width(this),
        Candidate.SHUFFLENET_V2.width(this),
        IntStream.range(0, Candidate.SHALLOW_TAPS.size())
            .mapToObj(place -> Candidate.shallowWidth(place, this))
            .toList());
  }

  /** 7e-5 for a teacher's published map; more for smaller ones, so that the sum counts as much. */
  double mgdAlpha(Candidate teacher) {
    return MGD_ALPHA * teacher.values(of(Scale.PAPER)) / teacher.values(this);
  }

  Adam optimizer() {
    return Adam.of(learningRate);
  }

  Length length() {
    return new Length.Epochs(epochs);
  }
}
