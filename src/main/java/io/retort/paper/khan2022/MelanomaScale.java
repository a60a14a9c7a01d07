package io.retort.paper.khan2022;

import io.retort.data.ImageSource;
import io.retort.data.ImageSpec;
import io.retort.data.cache.Transform;
import io.retort.data.sets.PublishedSet;
import io.retort.data.synthetic.MelanomaLesions;
import io.retort.model.KerasResNet;
import io.retort.training.Scale;
import java.util.Map;
import java.util.Objects;

/**
 * What changes with the scale, and the images that follow from it.
 *
 * @param side "resized to 224 x 224 x 3", Section 4.1
 * @param dsnetSide what DSNet sees: the same but at smoke scale
 * @param teacherDivisor of the teacher's widths
 * @param divisor of the widths of all other networks but DSNet
 * @param teacherShare of a batch's statistics in the running ones of Keras's ResNets
 * @param batchSize "The batch size for training is 64", Section 4.1
 * @param teacherEpochs not printed; 10 in the notebooks
 * @param epochs "20 epochs", Section 4.2
 * @param train generated images to train on; 0 where the folders are read
 * @param test images to test on: generated ones, those of the folders that our baselines were
 *     recorded on, or those of the paper
 */
record MelanomaScale(
    int side,
    int dsnetSide,
    int teacherDivisor,
    int divisor,
    float teacherShare,
    int batchSize,
    int teacherEpochs,
    int epochs,
    int train,
    int test) {
  private static final long SYNTHETIC_SEED = 20_220_401;
  private static final double DIFFICULTY = .3;

  private static final Map<Scale, MelanomaScale> SCALES =
      Map.of(
          Scale.SMOKE, new MelanomaScale(32, 20, 4, 8, .1f, 16, 8, 5, 240, 160),
          Scale.REDUCED, new MelanomaScale(64, 64, 4, 4, .1f, 16, 20, 5, 0, 133),
          Scale.PAPER, new MelanomaScale(224, 224, 1, 1, KerasResNet.SHARE, 64, 10, 20, 0, 3_000));

  static MelanomaScale of(Scale scale) {
    return Objects.requireNonNull(SCALES.get(scale));
  }

  /** The images as a network of some side sees them. */
  ImageSpec images(int seen) {
    ImageSource source =
        train == 0
            ? PublishedSet.MELANOMA
            : new MelanomaLesions(train, test, side, DIFFICULTY, SYNTHETIC_SEED);
    return ImageSpec.published(source, Transform.resize(seen));
  }

  /** The images as all networks but one see them. */
  ImageSpec images() {
    return images(side);
  }
}
