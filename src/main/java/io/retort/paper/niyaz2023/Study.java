package io.retort.paper.niyaz2023;

import io.retort.data.DataSpec;
import io.retort.data.ImageSource;
import io.retort.data.ImageSpec;
import io.retort.data.augment.Augmentation;
import io.retort.data.augment.RandomAffine;
import io.retort.data.augment.RandomFlips;
import io.retort.data.cache.Transform;
import io.retort.data.sets.Split;
import io.retort.model.Network;
import io.retort.model.UNet;
import io.retort.training.Length;
import io.retort.training.Start;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a table is about at a scale: the images, and how large everything is.
 *
 * @param classes to tell apart; 1 for masks
 * @param teacher "ResNet50 as a teacher", Section 4.2, or a smaller one
 * @param teacherDivisor of the teacher's widths
 * @param divisor of the students' widths
 * @param isBalanced whether the train part is over- and under-sampled (Section A.6)
 * @param batchSize "batch size as 8", Section 4.2
 * @param learningRate "Adam optimizer with a learning rate of 0.0001", Section 4.2
 * @param epochs not printed
 */
record Study(
    Task task,
    ImageSpec images,
    int classes,
    Backbone teacher,
    int teacherDivisor,
    int divisor,
    boolean isBalanced,
    int batchSize,
    double learningRate,
    int epochs) {
  /** "training, validation, and testing with a 75:10:15 ratio", Section 4.1. */
  static final List<Integer> SHARES = List.of(75, 10, 15);

  /** "the first convolutional layer in the decoder", "16 x 16 x 256", Section 4.2. */
  private static final String DECODER = "decoder1";

  /** Side of generated images. */
  static final int SMOKE_SIDE = 32;

  private static final int REDUCED_SIDE = 64;

  /** Not printed. */
  private static final int PAPER_EPOCHS = 30;

  /** One division for all runs, so that they are asked the same items. */
  static final long DIVISION = 20_231_001;

  /**
   * "horizontal flips, vertical flips, rotation, transpose, shift, and scale", Section 4.2, of no
   * printed strength: those that the library of that time has by default.
   */
  private static final Augmentation AUGMENTATION =
      new Augmentation.Chain(
          List.of(new RandomFlips(.5, .5, .5), new RandomAffine(45, .0625, .1, .5)));

  /** At smoke scale: ResNet-18 at an eighth of its width teaches students at a sixteenth. */
  static Study smoke(
      Task task,
      ImageSource images,
      Split.By by,
      int classes,
      int batchSize,
      double learningRate,
      int epochs) {
    return new Study(
        task,
        seen(task, images, SMOKE_SIDE, by),
        classes,
        Backbone.RESNET18,
        8,
        16,
        isBalanced(task, by),
        batchSize,
        learningRate,
        epochs);
  }

  /** At reduced scale: twice as wide on larger images. */
  static Study reduced(Task task, ImageSource images, Split.By by, int classes) {
    return new Study(
        task,
        seen(task, images, REDUCED_SIDE, by),
        classes,
        Backbone.RESNET18,
        4,
        8,
        isBalanced(task, by),
        16,
        .001,
        3);
  }

  /** As printed in Section 4.2. */
  static Study paper(Task task, ImageSource images, Split.By by, int classes, int side) {
    return new Study(
        task,
        seen(task, images, side, by),
        classes,
        Backbone.RESNET50,
        1,
        1,
        isBalanced(task, by),
        8,
        .0001,
        PAPER_EPOCHS);
  }

  /** Diagnoses are: "class imbalance challenge", Section A.6; tissue is balanced already. */
  private static boolean isBalanced(Task task, Split.By by) {
    return task == Task.CLASSIFICATION && by == Split.By.GROUP;
  }

  private static ImageSpec seen(Task task, ImageSource images, int side, Split.By by) {
    Transform resized = Transform.resize(side);
    return new ImageSpec(
        images, task == Task.SEGMENTATION ? resized.withMasks() : resized, by, SHARES);
  }

  /** What of the data determines a network's numbers. */
  record StudySpec(ImageSpec images, long division, boolean balanced, Augmentation augmentation)
      implements DataSpec {}

  StudySpec data() {
    return new StudySpec(images, DIVISION, isBalanced, AUGMENTATION);
  }

  int side() {
    return images.transform().side();
  }

  /** The teacher's network. */
  Network teacherNetwork() {
    return network(teacher, teacherDivisor);
  }

  /** A student's network. */
  Network studentNetwork(Backbone kind) {
    return network(kind, divisor);
  }

  private Network network(Backbone backbone, int narrower) {
    return task == Task.CLASSIFICATION
        ? backbone.classifier(side(), classes, narrower)
        : backbone.segmenter(side(), narrower);
  }

  /**
   * The last maps of classifiers, which an adapter makes alike; the decoder's first of U-Nets,
   * which are (Sections 4.2 and 3.3).
   */
  StyleObjective.Tap tap(Backbone students) {
    return new StyleObjective.Tap(
        tapOf(teacher), tapOf(students), teacherWidth() != studentWidth(students));
  }

  private String tapOf(Backbone kind) {
    return task == Task.CLASSIFICATION ? kind.lastMap() : DECODER;
  }

  /** Taps of all stages, of a ResNet or of a U-Net's decoder. */
  static List<String> stages(Task task) {
    return task == Task.CLASSIFICATION
        ? List.of("stage1", "stage2", "stage3", "stage4")
        : List.of("decoder1", "decoder2", "decoder3", "decoder4", "decoder5");
  }

  /** Tap of the map that methods of one map compare. */
  String last() {
    return task == Task.CLASSIFICATION ? teacher.lastMap() : DECODER;
  }

  /** Widths of all stages. */
  Maps maps(Backbone students) {
    int one = task == Task.CLASSIFICATION ? stages(task).size() - 1 : 0;
    return new Maps(widths(teacher, teacherDivisor), widths(students, divisor), one, batchSize);
  }

  /** Each stage of a ResNet is twice as wide as the one before. */
  private int[] widths(Backbone kind, int narrower) {
    int count = stages(task).size();
    return IntStream.range(0, count)
        .map(
            i ->
                task == Task.CLASSIFICATION
                    ? kind.width() / narrower >> (count - 1 - i)
                    : UNet.decoderWidth(i + 1, narrower))
        .toArray();
  }

  /** Channels of the teacher's map. */
  int teacherWidth() {
    return width(teacher, teacherDivisor);
  }

  /** Channels of a student's map. */
  int studentWidth(Backbone kind) {
    return width(kind, divisor);
  }

  private int width(Backbone kind, int narrower) {
    return task == Task.CLASSIFICATION ? kind.width() / narrower : UNet.decoderWidth(1, narrower);
  }

  /** "all pre-trained models", Section 4.2; narrower ones are not. */
  Start start(Backbone kind, int narrower) {
    return narrower == 1 ? Start.pretrained(kind.published()) : Start.PYTORCH;
  }

  Length length() {
    return new Length.Epochs(epochs);
  }
}
