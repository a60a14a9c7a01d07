package io.retort.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistFilesTest {
  @TempDir Path data;

  private void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(data.resolve("mnist"));
    Files.write(data.resolve("mnist").resolve(name), bytes);
  }

  private String refusal() {
    return assertThrows(DataException.class, () -> MnistFiles.read(data, "train")).getMessage();
  }

  @Test
  void readsPlainImagesBesideGzippedLabels() throws IOException {
    write("train-images-idx3-ubyte", IdxFileTest.idx(0x803, new int[] {20, 2, 3}, 120));
    write(
        "train-labels-idx1-ubyte.gz", IdxFileTest.gzip(IdxFileTest.idx(0x801, new int[] {20}, 20)));
    GreyImages images = MnistFiles.read(data, "train");
    assertEquals(20, images.count());
    assertEquals(2, images.height());
    assertEquals(3, images.width());
    assertEquals(7, images.labels()[7]);
  }

  @Test
  void imagesAndLabelsOfDifferentCountsAreRefused() throws IOException {
    write("train-images-idx3-ubyte", IdxFileTest.idx(0x803, new int[] {20, 2, 3}, 120));
    write("train-labels-idx1-ubyte", IdxFileTest.idx(0x801, new int[] {19}, 19));
    assertTrue(refusal().contains("[20] images"), refusal());
    assertTrue(refusal().contains("[19] labels"), refusal());
  }

  @Test
  void aLabelBeyondNineIsRefused() throws IOException {
    byte[] labels = IdxFileTest.idx(0x801, new int[] {20}, 20);
    labels[8 + 3] = 12;
    write("train-images-idx3-ubyte", IdxFileTest.idx(0x803, new int[] {20, 2, 3}, 120));
    write("train-labels-idx1-ubyte", labels);
    assertTrue(refusal().contains("label [12] of item 3 must be 0 to 9"), refusal());
  }

  @Test
  void aFolderWithoutTheFilesIsRefused() throws IOException {
    Files.createDirectories(data.resolve("mnist"));
    assertTrue(refusal().contains("holds no train-images-idx3-ubyte"), refusal());
  }

  @Test
  void aMissingDataDirectoryIsRefused() {
    data = data.resolve("absent");
    assertTrue(refusal().contains("does not exist: set --data"), refusal());
  }

  @Test
  void theRealFilesHaveTheirPublishedSizes() {
    String real = System.getenv("RETORT_DATA");
    Assumptions.assumeTrue(real != null, "RETORT_DATA names no data directory");
    assertEquals(60_000, MnistFiles.read(Path.of(real), "train").count());
    assertEquals(10_000, MnistFiles.read(Path.of(real), "t10k").count());
  }
}
