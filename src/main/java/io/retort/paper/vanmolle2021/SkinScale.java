package io.retort.paper.vanmolle2021;

import io.retort.data.ImageSource;
import io.retort.data.ImageSpec;
import io.retort.data.cache.Transform;
import io.retort.data.sets.PublishedSet;
import io.retort.data.sets.Split;
import io.retort.data.synthetic.Lesions;
import io.retort.model.EfficientNet;
import io.retort.model.Network;
import io.retort.training.Optimizer;
import io.retort.training.Scale;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What changes with the scale of the skin experiment, and the images that follow from it.
 *
 * @param variant "the EfficientNet-B0 architecture for all networks"
 * @param side "scaled down to 400 x 400 pixels"
 * @param teacherImages generated images for the teacher; 0 where ISIC 2019 is used
 * @param images of the multispectral set, 6,875
 * @param difficulty of the generated lesions
 * @param teacherEpochs and {@code epochs}: "128 epochs"
 * @param batchSize "batches of size 32"
 * @param optimizer "a learning rate of 0.001 ... a momentum of 0.9"
 */
record SkinScale(
    EfficientNet.Variant variant,
    int side,
    int teacherImages,
    int images,
    double difficulty,
    int teacherEpochs,
    int epochs,
    int batchSize,
    Optimizer optimizer) {
  /** "seven ground truth classes" */
  static final int CLASSES = 7;

  /** "roughly 75 %", "roughly 10 %" and "roughly 15 %" */
  private static final List<Integer> SHARES = List.of(75, 10, 15);

  /** "roughly 95 %" and "roughly 5 %" */
  private static final List<Integer> TEACHER_SHARES = List.of(95, 5);

  private static final long SYNTHETIC_SEED = 20_210_929;

  private static final Map<Scale, SkinScale> SCALES =
      Map.of(
          Scale.SMOKE,
              new SkinScale(
                  EfficientNet.Variant.EIGHTH,
                  32,
                  400,
                  360,
                  .3,
                  6,
                  8,
                  16,
                  new Optimizer.Sgd(.01, .9)),
          Scale.REDUCED,
              new SkinScale(
                  EfficientNet.Variant.HALF,
                  64,
                  0,
                  1_200,
                  Lesions.USUAL_DIFFICULTY,
                  15,
                  20,
                  32,
                  new Optimizer.Sgd(.01, .9)),
          Scale.PAPER,
              new SkinScale(
                  EfficientNet.Variant.B0,
                  400,
                  0,
                  6_875,
                  Lesions.USUAL_DIFFICULTY,
                  128,
                  128,
                  32,
                  new Optimizer.Sgd(.001, .9)));

  static SkinScale of(Scale scale) {
    return Objects.requireNonNull(SCALES.get(scale));
  }

  /** "only varying the number of input planes" */
  Network network(boolean teacher) {
    return new EfficientNet(variant, teacher ? 3 : Lesions.BANDS, side, CLASSES);
  }

  /** ISIC 2019, or generated lesions of its label distribution. */
  ImageSpec oldImages() {
    ImageSource source =
        teacherImages == 0
            ? PublishedSet.ISIC2019_SEVEN
            : lesions(teacherImages, Lesions.Prevalence.ISIC2019, SYNTHETIC_SEED + 1);
    return spec(source, TEACHER_SHARES);
  }

  /** The stand-in's lesions in five bands. */
  ImageSpec spectral() {
    return spec(new Lesions.Multispectral(standIn()), SHARES);
  }

  /** The same in white light, row by row. */
  ImageSpec whiteLight() {
    return spec(standIn(), SHARES);
  }

  /** Test images of the stand-in. */
  int testImages() {
    return images - images * SHARES.get(0) / 100 - images * SHARES.get(1) / 100;
  }

  private Lesions standIn() {
    return lesions(images, Lesions.Prevalence.DEMETRA, SYNTHETIC_SEED);
  }

  private Lesions lesions(int count, Lesions.Prevalence prevalence, long seed) {
    return new Lesions(count, side, CLASSES, prevalence, difficulty, seed);
  }

  private ImageSpec spec(ImageSource source, List<Integer> shares) {
    return new ImageSpec(source, Transform.resize(side), Split.By.ITEM, shares);
  }
}
