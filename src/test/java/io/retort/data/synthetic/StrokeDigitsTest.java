package io.retort.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.GreyImages;
import org.junit.jupiter.api.Test;

class StrokeDigitsTest {
  @Test
  void equalSeedsDrawEqualBytesAndOthersDoNot() {
    String first = StrokeDigits.draw(50, 1, "train").fingerprint();
    assertEquals(first, StrokeDigits.draw(50, 1, "train").fingerprint());
    assertNotEquals(first, StrokeDigits.draw(50, 2, "train").fingerprint());
    assertNotEquals(first, StrokeDigits.draw(50, 1, "test").fingerprint());
  }

  @Test
  void anImageDoesNotDependOnHowManyAreDrawn() {
    GreyImages few = StrokeDigits.draw(10, 1, "train");
    GreyImages many = StrokeDigits.draw(30, 1, "train");
    for (int i = 0; i < few.pixels().length; i++) {
      assertEquals(few.pixels()[i], many.pixels()[i]);
    }
  }

  @Test
  void theBytesAreTheSameOnEveryMachine() {
    assertEquals(
        "45c8b6a692587fc5575b2792838b40f38b6e7e5e78c2d68affd2ff9386624dcb",
        StrokeDigits.draw(100, 20_210_929, "train").fingerprint(),
        "the generator changed: record the smoke baselines again");
  }

  @Test
  void classesAreEquallyManyAndImagesAsBrightAsHandwriting() {
    GreyImages images = StrokeDigits.draw(1000, 3, "train");
    int[] counts = new int[10];
    for (byte label : images.labels()) {
      counts[label]++;
    }
    for (int count : counts) {
      assertEquals(100, count);
    }
    double sum = 0;
    for (byte pixel : images.pixels()) {
      sum += pixel & 0xff;
    }
    // MNIST's mean is 0.131.
    double mean = sum / images.pixels().length / 255;
    assertTrue(mean > 0.08 && mean < 0.16, "mean intensity " + mean);
  }

  @Test
  void aNearestMeanClassifierFindsTheClassesButNotAlways() {
    GreyImages train = StrokeDigits.draw(1000, 5, "train");
    GreyImages test = StrokeDigits.draw(500, 5, "test");
    int area = 28 * 28;
    double[][] means = new double[10][area];
    for (int i = 0; i < train.count(); i++) {
      for (int p = 0; p < area; p++) {
        means[train.labels()[i]][p] += (train.pixels()[i * area + p] & 0xff) / 100.0;
      }
    }
    int right = 0;
    for (int i = 0; i < test.count(); i++) {
      int best = 0;
      double least = Double.MAX_VALUE;
      for (int c = 0; c < 10; c++) {
        double distance = 0;
        for (int p = 0; p < area; p++) {
          double d = (test.pixels()[i * area + p] & 0xff) - means[c][p];
          distance += d * d;
        }
        if (distance < least) {
          least = distance;
          best = c;
        }
      }
      right += best == test.labels()[i] ? 1 : 0;
    }
    double accuracy = right / 500.0;
    // MNIST: about 0.82.
    assertTrue(accuracy > 0.6 && accuracy < 0.95, "accuracy " + accuracy);
  }

  @Test
  void aCountBelowOneIsRefused() {
    assertEquals(
        "count [0] must be >= 1",
        assertThrows(IllegalArgumentException.class, () -> StrokeDigits.draw(0, 1, "train"))
            .getMessage());
  }
}
