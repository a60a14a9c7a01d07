package io.retort.paper.niyaz2023;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.retort.model.Features;
import io.retort.paper.niyaz2023.StyleObjective.Knowledge;
import io.retort.paper.niyaz2023.StyleObjective.Share;
import io.retort.paper.niyaz2023.StyleObjective.Tap;
import io.retort.training.Batch;
import io.retort.training.Cohort;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is learnt and what is answered, by hand. */
class StylesByHandTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Table 1 (c), and Equations (6) and (7). */
  @Test
  void stylesShareWhatTheTableSays() {
    for (boolean first : new boolean[] {true, false}) {
      assertEquals(Knowledge.PREDICTIONS, Style.V1.fromTeacher(first));
      assertEquals(Knowledge.PREDICTIONS, Style.V1.fromPeer(first));
      assertEquals(Knowledge.FEATURES, Style.V2.fromTeacher(first));
      assertEquals(Knowledge.FEATURES, Style.V2.fromPeer(first));
    }
    assertEquals(Knowledge.FEATURES, Style.V3.fromTeacher(true));
    assertEquals(Knowledge.PREDICTIONS, Style.V3.fromPeer(true));
    assertEquals(Knowledge.PREDICTIONS, Style.V3.fromTeacher(false));
    assertEquals(Knowledge.FEATURES, Style.V3.fromPeer(false));
  }

  private NDArray row(float... values) {
    return manager.create(values, new Shape(1, values.length));
  }

  private NDArray map(float... values) {
    return manager.create(values, new Shape(1, values.length, 1, 1));
  }

  private static double[] softened(double first, double second) {
    double a = Math.exp(first / 2);
    double b = Math.exp(second / 2);
    return new double[] {a / (a + b), b / (a + b)};
  }

  /** KL(p || q) in nats. */
  private static double kl(double[] p, double[] q) {
    return p[0] * Math.log(p[0] / q[0]) + p[1] * Math.log(p[1] / q[1]);
  }

  private static double crossEntropy(double right, double other) {
    return Math.log(1 + Math.exp(other - right));
  }

  private double loss(boolean usual) {
    Cohort.Pass pass =
        new Cohort.Pass(
            null,
            Map.of(
                "teacher", new Features(row(2, -1), Map.of("stage4", map(1, 2))),
                "s1", new Features(row(1, 0), Map.of("stage4", map(2, 4))),
                "s2", new Features(row(-.5f, 1), Map.of("stage4", map(0, 1)))));
    Batch batch = new Batch(map(0), manager.create(new long[] {0}), null);
    StyleObjective v3 =
        new StyleObjective(
            Task.CLASSIFICATION,
            new Tap("stage4", "stage4", false),
            true,
            true,
            List.of(
                new Share(new LossWeights(.2, .5, .3), Knowledge.FEATURES, Knowledge.PREDICTIONS),
                new Share(new LossWeights(.4, .1, .7), Knowledge.PREDICTIONS, Knowledge.FEATURES)),
            usual,
            false);
    return v3.loss(pass, batch, 0).getFloat();
  }

  @Test
  void theDiverseLossIsEquationsSixAndSevenAndTheTeachersOwn() {
    double[] teacher = softened(2, -1);
    double[] first = softened(1, 0);
    double[] second = softened(-.5, 1);
    double errorToTeacher = (1 + 4) / 2.0; // (2 - 1)^2 and (4 - 2)^2
    double errorToFirst = (4 + 9) / 2.0; // (0 - 2)^2 and (1 - 4)^2
    double labels = crossEntropy(2, -1) + .2 * crossEntropy(1, 0) + .4 * crossEntropy(-.5, 1);
    double features = .5 * errorToTeacher + .7 * errorToFirst;
    assertEquals(
        labels + features + .3 * kl(first, second) + .1 * kl(second, teacher), loss(false), 1e-5);
    assertEquals(
        labels + features + 4 * (.3 * kl(second, first) + .1 * kl(teacher, second)),
        loss(true),
        1e-5);
  }

  @Test
  void pixelsAreItemsOfTwoClassesInTheDivergenceOfMasks() {
    NDArray student = manager.create(new float[] {1, -2}, new Shape(1, 1, 1, 2));
    NDArray giver = manager.create(new float[] {0, 1}, new Shape(1, 1, 1, 2));
    double mean = (kl(softened(0, 1), softened(0, 0)) + kl(softened(0, -2), softened(0, 1))) / 2;
    assertEquals(mean, Task.SEGMENTATION.divergence(student, giver, false).getFloat(), 1e-6);
  }

  @Test
  void theSurestStudentAnswersForTheEnsemble() {
    float[] first = {0, 1, 0, /* */ 4, 0, 0}; // sure of class 1 by e/(e+2), of 0 by more
    float[] second = {3, 0, 0, /* */ 0, 0, 1};
    assertArrayEquals(new int[] {0, 0}, ClassQuestions.highest(List.of(first, second), 3));
    assertArrayEquals(new int[] {1, 0}, ClassQuestions.highest(List.of(first), 3));
  }

  @Test
  void masksOfAnEnsembleAreUnited() {
    assertArrayEquals(
        new float[] {1, 2, -1},
        MaskQuestions.united(List.of(new float[] {1, -3, -1}, new float[] {-2, 2, -4})));
  }
}
