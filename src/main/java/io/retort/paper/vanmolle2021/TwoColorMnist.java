package io.retort.paper.vanmolle2021;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.retort.data.DataException;
import io.retort.data.DataSpec;
import io.retort.data.GreyImages;
import io.retort.data.KeyedRandom;
import io.retort.data.MnistFiles;
import io.retort.data.Subsets;
import io.retort.data.TwoColorDigits;
import io.retort.data.TwoColorDigits.Modality;
import io.retort.data.synthetic.StrokeDigits;
import io.retort.experiment.Sample;
import io.retort.metric.Classification;
import io.retort.provenance.Fingerprint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The data of the 2cMNIST experiments (Section 4.1.1): digits before they are coloured, and what
 * the networks are shown of them.
 */
record TwoColorMnist(GreyImages train, GreyImages test) {
  /** Fingerprint of MNIST, taken of files whose MD5 sums are the published ones. */
  static final String MNIST = "a0615b4894f3717da27fe4f35f0ce27d358632ec683bb30ea3349ba2e915ac7c";

  static final int CLASSES = MnistFiles.CLASSES;

  /** Test images of the learning curve's probe, at most a tenth of them. */
  private static final int PROBE = 500;

  private static final long SYNTHETIC_SEED = 20_210_929;

  /** Digits drawn by the project itself. */
  static TwoColorMnist synthetic(int trainImages, int testImages) {
    return new TwoColorMnist(
        StrokeDigits.draw(trainImages, SYNTHETIC_SEED, "train"),
        StrokeDigits.draw(testImages, SYNTHETIC_SEED, "test"));
  }

  /**
   * MNIST from a data directory.
   *
   * @throws DataException when the files are not of MNIST's size
   */
  static TwoColorMnist real(Path data) {
    return new TwoColorMnist(
        sized(MnistFiles.read(data, "train"), 60_000),
        sized(MnistFiles.read(data, "t10k"), 10_000));
  }

  private static GreyImages sized(GreyImages images, int count) {
    int side = StrokeDigits.SIDE;
    if (images.count() != count || images.height() != side || images.width() != side) {
      throw new DataException(
          "[%d] images of [%d x %d] must be %d of %d x %d: this is not MNIST"
              .formatted(images.count(), images.height(), images.width(), count, side, side));
    }
    return images;
  }

  String fingerprint() {
    return Fingerprint.ofJson(List.of(train.fingerprint(), test.fingerprint()));
  }

  /** How many items each class has. */
  enum Balance {
    /** Equally many, in the pool and in its subsets. */
    EQUAL,
    /**
     * Fewer from class to class: in the pool by 1.00, 0.944, ..., 0.50, in its subsets by (1 - i)^2
     * for i = 0, 0.1, ..., 0.9 (Section 4.2, Figure 4).
     */
    FALLING
  }

  /**
   * Which digits a network is trained on.
   *
   * @param pool size of the sample that teacher and upper bound see
   * @param size size of the subset of the pool that student and baseline see
   */
  record DigitsSpec(String set, Modality modality, Balance balance, int pool, int size)
      implements DataSpec {}

  /**
   * The pool, a sample of the train set, or a subset of it: "the student and baseline only have
   * access to a stratified subset of the dataset used to train the teacher".
   */
  int[] chosen(DigitsSpec spec, long seed) {
    boolean equal = spec.balance() == Balance.EQUAL;
    int[] labels = train.classes();
    int[] all = range(train.count());
    int[] pool =
        equal
            ? Subsets.stratified(labels, all, CLASSES, spec.pool(), seed, "pool")
            : Subsets.apportioned(
                labels, all, Subsets.linearFractions(CLASSES), spec.pool(), seed, "pool");
    if (spec.size() == spec.pool()) {
      return pool;
    }
    return equal
        ? Subsets.stratified(labels, pool, CLASSES, spec.size(), seed, "subset")
        : Subsets.apportioned(
            labels, pool, Subsets.squaredFractions(CLASSES), spec.size(), seed, "subset");
  }

  /** Some train images as a sensor sees them, shape (n, channels, height, width). */
  NDArray shown(NDManager manager, int[] indices, Modality modality) {
    return tensor(manager, train, indices, modality);
  }

  /** Their classes, shape (n). */
  NDArray labels(NDManager manager, int[] indices) {
    return manager.create(Arrays.stream(indices).mapToLong(i -> train.labels()[i]).toArray());
  }

  /** The test images of one modality on the device; the probe is their first part. */
  record TestSet(NDArray images, NDArray probe, int[] labels) {
    /** Share of right predictions of the first images. */
    double accuracy(int[] predictions) {
      return Classification.of(Arrays.copyOf(labels, predictions.length), predictions, CLASSES)
          .accuracy();
    }

    /** Share of right predictions among the images of the classes from one on. */
    double accuracyFrom(int first, int[] predictions) {
      int[] places =
          IntStream.range(0, predictions.length).filter(i -> labels[i] >= first).toArray();
      return Classification.of(
              IntStream.of(places).map(i -> labels[i]).toArray(),
              IntStream.of(places).map(i -> predictions[i]).toArray(),
              CLASSES)
          .accuracy();
    }
  }

  TestSet testSet(NDManager owner, Modality modality) {
    return new TestSet(
        tensor(owner, test, range(test.count()), modality),
        tensor(owner, test, range(Math.max(1, Math.min(PROBE, test.count() / 10))), modality),
        IntStream.range(0, test.count()).map(i -> test.labels()[i]).toArray());
  }

  private static NDArray tensor(
      NDManager manager, GreyImages images, int[] indices, Modality modality) {
    Shape shape = new Shape(indices.length, modality.channels(), images.height(), images.width());
    try (NDArray shared = manager.create(TwoColorDigits.render(images, indices, modality), shape)) {
      return shared.duplicate(); // in the engine's own memory: see Weights.fill
    }
  }

  private static int[] range(int n) {
    return IntStream.range(0, n).toArray();
  }

  /** One test image of each digit, as both sensors see it. */
  List<Sample> samples() {
    List<Sample> samples = new ArrayList<>();
    for (Modality modality : Modality.values()) {
      int[] order = KeyedRandom.permutation(test.count(), KeyedRandom.of(1, "samples"));
      for (int digit = 0; digit < CLASSES; digit++) {
        for (int index : order) {
          if (test.labels()[index] == digit) {
            samples.add(sample(test, index, modality));
            break;
          }
        }
      }
    }
    return samples;
  }

  private static Sample sample(GreyImages images, int index, Modality modality) {
    float[] values = TwoColorDigits.render(images, new int[] {index}, modality);
    int area = images.height() * images.width();
    byte[] rgb = new byte[3 * area];
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * p + c] = (byte) Math.round(255 * values[c % modality.channels() * area + p]);
      }
    }
    return new Sample(
        modality == Modality.GREY ? "old sensor: the teacher sees" : "new sensor: the student sees",
        Integer.toString(images.labels()[index]),
        images.width(),
        images.height(),
        rgb);
  }
}
