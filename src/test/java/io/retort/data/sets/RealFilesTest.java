package io.retort.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.cache.ImageTensor;
import io.retort.data.cache.TensorCache;
import io.retort.data.cache.Transform;
import io.retort.data.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every reader on its publisher's real files, as far as the data directory holds them. */
class RealFilesTest {
  @TempDir Path cache;

  private static Path real(String name) {
    String data = System.getenv("RETORT_DATA");
    Assumptions.assumeTrue(data != null, "RETORT_DATA names no data directory");
    Path folder = Path.of(data, name);
    Assumptions.assumeTrue(Files.isDirectory(folder), folder + " is not at hand");
    return folder;
  }

  private ImageTensor decoded(Listing listing, Transform transform) {
    return new TensorCache(cache, 2).open(listing, transform, (done, total) -> {});
  }

  @Test
  void cifar10Has6000ImagesOfEachClass() {
    Listing cifar = Cifar10.read(real("cifar-10-batches-bin"));
    assertEquals(60_000, cifar.count());
    assertEquals(10_000, cifar.part("test").count());
    for (int count : cifar.countByClass()) {
      assertEquals(6000, count);
    }
    // The first record of data_batch_1 is a frog whose first red value is 59.
    assertEquals("frog", cifar.classes().get(cifar.items().get(0).label()));
    assertEquals(59, cifar.items().get(0).image().read().at(0, 0, 0));
  }

  @Test
  void ham10000HasItsPublishedCountsAndSomeOfItsImages() {
    Listing ham = Ham10000.read(real("ham10000"));
    assertEquals(10_015, ham.count());
    // Tschandl et al. 2018, Table 2: mel, nv, bcc, akiec, bkl, df, vasc
    assertArrayEquals(new int[] {1113, 6705, 514, 327, 1099, 115, 142}, ham.countByClass());
    assertEquals(7470, java.util.Arrays.stream(ham.groups()).distinct().count());
    assertTrue(ham.present().count() >= 2400, ham.availability().toString());
  }

  @Test
  void ham10000SplitByLesionLeaksNothingAndByImageALot() {
    Listing ham = Ham10000.read(real("ham10000"));
    Split byLesion = Split.of(ham, Split.By.GROUP, 1, 75, 10, 15);
    Leakage.of(ham, byLesion, Map.of()).forEach(found -> assertTrue(found.clean(), found + ""));
    Leakage byImage =
        Leakage.of(ham, Split.of(ham, Split.By.STRATIFIED_ITEM, 1, 75, 10, 15), Map.of()).get(1);
    assertTrue(byImage.itemsOfSharedGroups() > .3 * byImage.items(), byImage.toString());
    for (int c = 0; c < 7; c++) {
      double share =
          (double) ham.pick(byLesion.rows("train")).countByClass()[c] / ham.countByClass()[c];
      assertEquals(.75, share, .01, ham.classes().get(c));
    }
  }

  @Test
  void ham10000MasksCoverTheLesionInTheMiddle() {
    ImageTensor tensor = decoded(Ham10000.read(real("ham10000")), Transform.resize(64).withMasks());
    assertTrue(tensor.count() > 0);
    for (int i = 0; i < tensor.count(); i++) {
      Raster raster = tensor.raster(i);
      int inside = 0;
      for (int p = 3 * 4096; p < 4 * 4096; p++) {
        inside += raster.planes()[p] != 0 ? 1 : 0;
      }
      assertTrue(inside > 40 && inside < 4000, "mask of " + inside + " of 4096 pixels");
    }
  }

  @Test
  void isic2019HasItsPublishedCountsAndTakesHam10000sImages() {
    Listing isic = Isic2019.read(real("isic2019"), real("ham10000"));
    assertEquals(25_331, isic.count());
    assertArrayEquals(
        new int[] {4522, 12_875, 3323, 867, 2624, 239, 253, 628}, isic.countByClass());
    int[] there = isic.present().countByClass();
    assertTrue(IntStream.of(there).allMatch(count -> count > 0), "every class has images");
    assertEquals(867 + 628, Isic2019.sevenClasses(isic).countByClass()[3]);
    assertArrayEquals(
        new int[] {17_728, 5_062, 2_541},
        Split.of(isic, Split.By.STRATIFIED_ITEM, 1, 70, 20, 10).parts().values().stream()
            .mapToInt(rows -> rows.length)
            .toArray());
  }

  @Test
  void isic2016PairsImagesAndMasks() {
    Listing pairs = SegmentationPairs.read("ISIC 2016", real("isic2016"));
    assertEquals(10, pairs.withMasks().count());
    assertEquals(10, decoded(pairs, Transform.resize(64).withMasks()).count());
  }

  @Test
  void melanomaFoldersHave664Images() {
    Listing melanoma = MelanomaFolders.read(real("melanoma"));
    assertEquals(664, melanoma.count());
    Leakage found =
        Leakage.of(melanoma, Split.published(melanoma), Contents.of(melanoma).images()).get(0);
    assertTrue(found.clean(), found.toString());
  }

  @Test
  void ph2Has200RowsAndSomeImages() {
    Listing ph2 = Ph2.read(real("ph2"));
    assertArrayEquals(new int[] {80, 80, 40}, ph2.countByClass());
    assertEquals(6, ph2.present().count());
  }

  @Test
  void dermaMnistHasItsPublishedParts() {
    Listing derma = DermaMnist.read(real("dermamnist"));
    Split parts = Split.published(derma);
    assertEquals(7007, parts.rows("train").length);
    assertEquals(1003, parts.rows("validation").length);
    assertEquals(2005, parts.rows("test").length);
    assertEquals(28, derma.present().items().get(0).image().read().height());
  }
}
