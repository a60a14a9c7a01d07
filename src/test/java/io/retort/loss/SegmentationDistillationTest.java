package io.retort.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentationDistillationTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray map(float... pixels) {
    return manager.create(pixels, new Shape(1, 1, 2, 2));
  }

  @Test
  void residualAttentionComparesWhatTwoNetworksChangeFromStageToStage() {
    NDArray coarse = map(2, 0, 0, 0); // of length 1: (1, 0, 0, 0)
    NDList teacher = new NDList(coarse, map(0, 3, 0, 0)); // changes (-1, 1, 0, 0) / sqrt(2)
    NDList student = new NDList(coarse, map(5, 0, 0, 0)); // changes nothing
    assertEquals(
        (.5 + .5) / 4, SegmentationDistillation.dsdPixelWise(student, teacher).getFloat(), 1e-6);
    assertEquals(0, SegmentationDistillation.dsdPixelWise(teacher, teacher).getFloat());
  }

  @Test
  void residualAttentionAveragesTheFinerMap() {
    NDArray fine = manager.arange(16f).reshape(1, 1, 4, 4);
    // means of the quarters: 2.5, 4.5, 10.5, 12.5
    NDList averaged = new NDList(map(1, 0, 0, 0), map(2.5f, 4.5f, 10.5f, 12.5f));
    NDList finer = new NDList(map(1, 0, 0, 0), fine);
    assertEquals(0, SegmentationDistillation.dsdPixelWise(finer, averaged).getFloat(), 1e-10);
  }

  @Test
  void categoriesThatExcludeEachOtherDifferFromThoseThatCannotBeToldApart() {
    Shape shape = new Shape(1, 2, 1, 2);
    NDArray apart = manager.create(new float[] {50, -50, -50, 50}, shape); // cosine 0
    NDArray alike = manager.zeros(shape); // cosine 1
    // of four cosines the two between different classes differ by 1
    assertEquals(.5, SegmentationDistillation.dsdCategoryWise(alike, apart).getFloat(), 1e-4);
    assertTrue(SegmentationDistillation.dsdCategoryWise(apart, apart).getFloat() < 1e-12);
  }
}
