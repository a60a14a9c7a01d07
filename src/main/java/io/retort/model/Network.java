package io.retort.model;

import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A network's architecture as a value; part of the result's key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public interface Network {
  /** A fresh block without parameters' values. */
  NamedBlock block();

  /** Channels of an image. */
  int channels();

  /** Height and width of an image. */
  int side();

  /** Classes it tells apart. */
  int classes();

  /** Names of the feature maps that {@link Features} can give, in the order of the flow. */
  List<String> taps();

  /** Name of the module whose tensors depend on the number of classes, such as {@code fc}. */
  String head();

  /**
   * Beginnings of the names in published files that this form of the network has no place for, such
   * as those of an auxiliary head.
   */
  default List<String> foreign() {
    return List.of();
  }

  /**
   * Beginning of the names of the part that published files hold, such as {@code encoder.}; empty
   * where it is the whole network.
   */
  default String backbone() {
    return "";
  }

  /** Shape of one item: (channels, height, width). */
  default Shape itemShape() {
    return new Shape(channels(), side(), side());
  }

  /**
   * A published width made narrower, for runs on a CPU.
   *
   * @param divisor 1 as published
   * @throws IllegalArgumentException when it does not divide the width
   */
  static int narrowed(int width, int divisor) {
    if (divisor < 1 || width % divisor != 0) {
      throw new IllegalArgumentException(
          "divisor [%d] must be >= 1 and divide the width %d".formatted(divisor, width));
    }
    return width / divisor;
  }

  /**
   * A published number of units made smaller, for runs on a CPU.
   *
   * @param divisor 1 as published
   * @return at least 1
   */
  static int fewer(int units, int divisor) {
    if (divisor < 1) {
      throw new IllegalArgumentException("divisor [%d] must be >= 1".formatted(divisor));
    }
    return Math.max(1, units / divisor);
  }

  /**
   * Checks a network's sizes.
   *
   * @param leastSide the smallest image that its layers can halve
   * @throws IllegalArgumentException when a size is out of range
   */
  static void check(int channels, int side, int leastSide, int classes) {
    if (channels < 1 || side < leastSide || classes < 1) {
      throw new IllegalArgumentException(
          "channels [%d] and classes [%d] must be >= 1, side [%d] >= %d"
              .formatted(channels, classes, side, leastSide));
    }
  }
}
