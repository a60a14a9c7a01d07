package io.retort.paper.zeng2024;

import io.retort.model.ConvNeXt;
import io.retort.model.EfficientNet;
import io.retort.model.MobileNetV2;
import io.retort.model.Network;
import io.retort.model.Res2Net;
import io.retort.model.ShuffleNetV1;
import io.retort.model.ShuffleNetV2;
import io.retort.model.Zoo;
import java.util.Arrays;
import java.util.List;

/** The networks that the paper chooses teachers and student from: first table. */
enum Candidate {
  /** A teacher. */
  RES2NET101("res2net101_26w_4s", "res2net101", "stage4", 2048) {
    @Override
    Network narrow(SkinScale scale) {
      return new Res2Net(
          scale.unitDivisor() > 1 ? LEAST_DEPTH : LESS_DEPTH,
          CHANNELS,
          scale.side(),
          SkinScale.CLASSES,
          divisor(scale));
    }
  },
  /** A teacher. */
  CONVNEXT("convnext_base", "convnext", "stage4", 1024) {
    @Override
    Network narrow(SkinScale scale) {
      return new ConvNeXt(CHANNELS, scale.side(), SkinScale.CLASSES, divisor(scale), FEWER_BLOCKS);
    }
  },
  /** A teacher. Less than EfficientNet-B0's width stands for it on a CPU. */
  EFFICIENTNET_B4("efficientnet_b4", "efficientnet_b4", "head", 1792) {
    @Override
    Network narrow(SkinScale scale) {
      return new EfficientNet(scale.larger(), CHANNELS, scale.side(), SkinScale.CLASSES);
    }

    @Override
    int width(SkinScale scale) {
      return EfficientNet.headWidth(scale.larger());
    }
  },
  /** Not chosen. */
  SHUFFLENET_V1("shufflenet_v1", "", "stage4", 960) {
    @Override
    Network narrow(SkinScale scale) {
      return new ShuffleNetV1(
          CHANNELS, scale.side(), SkinScale.CLASSES, divisor(scale), scale.unitDivisor());
    }
  },
  /** The student. */
  SHUFFLENET_V2("shufflenet_v2_x1_0", "", "conv5", 1024) {
    @Override
    Network narrow(SkinScale scale) {
      return new ShuffleNetV2(
          CHANNELS, scale.side(), SkinScale.CLASSES, divisor(scale), scale.unitDivisor());
    }
  },
  /** Not chosen. Less than its width stands for it on a CPU. */
  EFFICIENTNET_B0("efficientnet_b0", "", "head", 1280) {
    @Override
    Network narrow(SkinScale scale) {
      return new EfficientNet(scale.smaller(), CHANNELS, scale.side(), SkinScale.CLASSES);
    }

    @Override
    int width(SkinScale scale) {
      return EfficientNet.headWidth(scale.smaller());
    }
  },
  /** Not chosen. */
  MOBILENET_V2("mobilenet_v2", "", "stage5", 1280) {
    @Override
    Network narrow(SkinScale scale) {
      return new MobileNetV2(
          CHANNELS, scale.side(), SkinScale.CLASSES, divisor(scale), scale.unitDivisor());
    }
  };

  /** Taps of the student's maps that the fusion adds to its last one, the shallowest first. */
  static final List<String> SHALLOW_TAPS = List.of("stage2", "stage3");

  private static final int[] SHALLOW_WIDTHS = {116, 232};

  private static final int CHANNELS = 3;

  /** Pixels of an image beside one of any last map. */
  private static final int STRIDE = 32;

  private static final int LESS_DEPTH = 50;
  private static final int LEAST_DEPTH = 26;
  private static final int FEWER_BLOCKS = 9;

  private final String id;
  private final String teacher;
  private final String lastMap;
  private final int lastWidth;

  Candidate(String id, String teacher, String lastMap, int lastWidth) {
    this.id = id;
    this.teacher = teacher;
    this.lastMap = lastMap;
    this.lastWidth = lastWidth;
  }

  /** Its name in the list of networks, and as a condition's role. */
  String id() {
    return id;
  }

  /** As conditions name the teacher; empty for those that are none. */
  String teacher() {
    return teacher;
  }

  static List<Candidate> teachers() {
    return Arrays.stream(values()).filter(c -> !c.teacher.isEmpty()).toList();
  }

  static Candidate byId(String id) {
    return Arrays.stream(values()).filter(c -> c.id.equals(id)).findFirst().orElseThrow();
  }

  static Candidate byTeacher(String teacher) {
    return teachers().stream().filter(c -> c.teacher.equals(teacher)).findFirst().orElseThrow();
  }

  /** Tap of the map that its classifier averages. */
  String lastMap() {
    return lastMap;
  }

  /** A narrower and shallower form of it. */
  abstract Network narrow(SkinScale scale);

  /** Channels of a shallower map of the student. */
  static int shallowWidth(int place, SkinScale scale) {
    return SHALLOW_WIDTHS[place] / scale.divisor() / 2 * 2;
  }

  /** How much narrower it is at a scale: teachers twice as much as students. */
  int divisor(SkinScale scale) {
    return scale.divisor() == 1 || teacher.isEmpty() ? scale.divisor() : 2 * scale.divisor();
  }

  Network network(SkinScale scale) {
    return scale.divisor() == 1
        ? Zoo.byId(id).factory().of(CHANNELS, scale.side(), SkinScale.CLASSES)
        : narrow(scale);
  }

  /** Channels of its last map at a scale. */
  int width(SkinScale scale) {
    return lastWidth / divisor(scale);
  }

  /** Values of its last map at a scale, of one image. */
  double values(SkinScale scale) {
    double side = scale.side() / (double) STRIDE;
    return width(scale) * side * side;
  }
}
