package io.retort.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.image.Raster;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every reader on small files in its publisher's form. */
class ReadersTest {
  @TempDir Path folder;

  private static Item item(Listing listing, String id) {
    return listing.items().stream().filter(i -> i.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void ham10000IsReadFromAnyFoldersWithLesionsAndMasks() {
    MiniFiles.ham(folder);
    Listing ham = Ham10000.read(folder);
    assertEquals(6, ham.count());
    assertArrayEquals(new int[] {2, 1, 0, 0, 0, 1, 2}, ham.countByClass());
    assertEquals("HAM_1", item(ham, "ISIC_2").group());
    assertNotNull(item(ham, "ISIC_1").mask());
    assertNull(item(ham, "ISIC_2").mask());
    assertNull(item(ham, "ISIC_6").image());
    assertEquals(List.of("ISIC_6"), ham.availability().missing());
    assertEquals(List.of("ISIC_99"), ham.availability().extra());
    assertEquals(5, ham.present().count());
    assertEquals(1, ham.withMasks().count());
    assertEquals(20, item(ham, "ISIC_3").image().read().height());
  }

  @Test
  void ham10000NeedsNoGroundTruthFile() {
    MiniFiles.ham(folder);
    assertTrue(folder.resolve("ISIC2018_Task3_Training_GroundTruth.csv").toFile().delete());
    assertEquals(6, Ham10000.read(folder).count());
  }

  @Test
  void anIdInSeveralFoldersIsTakenFromTheLargest() {
    MiniFiles.ham(folder);
    MiniFiles.image(folder.resolve("a few large ones/ISIC_3.jpg"), 60, 40, 3);
    assertEquals(20, item(Ham10000.read(folder), "ISIC_3").image().read().height());
  }

  @Test
  void isic2019IsReadWithLesionsWhereTheyAreKnown() {
    MiniFiles.isic2019(folder);
    Listing isic = Isic2019.read(folder, null);
    assertEquals(8, isic.count());
    assertEquals("BCN_1", item(isic, "ISIC_1").group());
    assertEquals("ISIC_5", item(isic, "ISIC_5").group());
    assertEquals(List.of("ISIC_7"), isic.availability().missing());
  }

  @Test
  void isic2019TakesImagesOfAnotherFolderWhereItsOwnLackThem() {
    MiniFiles.isic2019(folder.resolve("isic2019"));
    MiniFiles.image(folder.resolve("ham10000/ISIC_7.jpg"), 30, 20, 7);
    Listing isic = Isic2019.read(folder.resolve("isic2019"), folder.resolve("ham10000"));
    assertEquals(8, isic.present().count());
    assertEquals(1, isic.availability().share());
  }

  @Test
  void theSevenClassesJoinActinicKeratosisAndSquamousCellCarcinoma() {
    MiniFiles.isic2019(folder);
    Listing seven = Isic2019.sevenClasses(Isic2019.read(folder, null));
    assertEquals(7, seven.classes().size());
    assertEquals("AK/SCC", seven.classes().get(item(seven, "ISIC_3").label()));
    assertEquals("AK/SCC", seven.classes().get(item(seven, "ISIC_7").label()));
    assertEquals("VASC", seven.classes().get(item(seven, "ISIC_6").label()));
  }

  @Test
  void segmentationPairsAreMatchedByNameAndTheirPartByFolder() {
    Path train = folder.resolve("ISIC-2017_Training_Data");
    MiniFiles.image(train.resolve("ISIC_1.jpg"), 30, 20, 1);
    MiniFiles.image(train.resolve("ISIC_1_superpixels.png"), 30, 20, 1);
    MiniFiles.image(train.resolve("ISIC_2.jpg"), 30, 20, 2);
    MiniFiles.text(train.resolve("ISIC-2017_Training_Data_metadata.csv"), "image_id,age");
    Path truth = folder.resolve("ISIC-2017_Training_Part1_GroundTruth");
    MiniFiles.mask(truth.resolve("ISIC_1_segmentation.png"), 30, 20);
    MiniFiles.image(folder.resolve("ISIC-2017_Test_v2_Data/ISIC_3.jpg"), 30, 20, 3);
    MiniFiles.mask(folder.resolve("ISIC-2017_Test_v2_Truth/ISIC_3_segmentation.png"), 30, 20);
    Listing pairs = SegmentationPairs.read("ISIC 2017", folder);
    assertEquals(3, pairs.count());
    assertEquals(2, pairs.withMasks().count());
    assertEquals(List.of("ISIC_2 (its mask)"), pairs.availability().missing());
    assertEquals("train", item(pairs, "ISIC_1").part());
    assertEquals("test", item(pairs, "ISIC_3").part());
    Raster mask = item(pairs, "ISIC_1").mask().read();
    assertEquals(255, mask.at(0, 10, 14));
    assertEquals(0, mask.at(0, 10, 15));
  }

  @Test
  void melanomaFoldersGivePartsAndClasses() {
    for (String inner : List.of("train/benign", "train/malignant", "test/benign")) {
      MiniFiles.image(folder.resolve(inner + "/melanoma_1.jpg"), 8, 8, 1);
    }
    MiniFiles.image(folder.resolve("test/malignant/melanoma_2.jpg"), 8, 8, 1);
    Listing listing = MelanomaFolders.read(folder);
    assertEquals(4, listing.count());
    assertArrayEquals(new int[] {2, 2}, listing.countByClass());
    Split split = Split.published(listing);
    assertEquals(2, split.rows("train").length);
    assertEquals(2, split.rows("test").length);
    assertEquals(1, item(listing, "test/malignant/melanoma_2").label());
  }

  @Test
  void ph2IsReadFromItsNestedFolders() {
    MiniFiles.ph2(folder);
    Listing ph2 = Ph2.read(folder);
    assertArrayEquals(new int[] {1, 1, 1}, ph2.countByClass());
    assertEquals("melanoma", ph2.classes().get(item(ph2, "IMD009").label()));
    assertEquals(3, ph2.withMasks().count());
    assertEquals(List.of(), ph2.availability().extra());
  }

  @Test
  void dermaMnistIsReadFromItsArchive() {
    MiniFiles.npz(folder.resolve("dermamnist.npz"), MiniFiles.dermaArrays());
    Listing derma = DermaMnist.read(folder);
    assertEquals(12, derma.count());
    Split parts = Split.published(derma);
    assertEquals(7, parts.rows("train").length);
    assertEquals(2, parts.rows("validation").length);
    assertEquals(3, parts.rows("test").length);
    Item second = item(derma, "DermaMNIST_train_00001");
    assertEquals(1, second.label());
    // The file holds i % 7, pixel after pixel, three channels each: image 1 begins at 48.
    Raster image = second.image().read();
    for (int p = 0; p < 16; p++) {
      for (int c = 0; c < 3; c++) {
        assertEquals((48 + 3 * p + c) % 7, image.planes()[c * 16 + p]);
      }
    }
  }

  @Test
  void dermaMnistIsReadFromItsJpegFolder() {
    MiniFiles.text(
        folder.resolve("labels.csv"),
        "image_id,dx,lesion_id",
        "DermaMNIST_train_00000,akiec,l0",
        "DermaMNIST_val_00000,nv,l1",
        "DermaMNIST_test_00000,vasc,l2");
    MiniFiles.image(folder.resolve("jpg/DermaMNIST_train_00000.jpg"), 28, 28, 1);
    Listing derma = DermaMnist.read(folder);
    assertArrayEquals(new int[] {1, 0, 0, 0, 0, 1, 1}, derma.countByClass());
    assertEquals("validation", item(derma, "DermaMNIST_val_00000").part());
    assertEquals(2, derma.availability().missing().size());
  }

  @Test
  void cifar10IsReadFromTheFilesThatAreThere() {
    MiniFiles.bytes(folder.resolve("data_batch_3.bin"), MiniFiles.cifarBatch());
    Listing cifar = Cifar10.read(folder);
    assertEquals(10_000, cifar.count());
    assertEquals(60_000, cifar.availability().listed());
    assertEquals(50_000, cifar.availability().missing().size());
    Item item = item(cifar, "data_batch_3/123");
    assertEquals(3, item.label());
    assertEquals("train", item.part());
    assertEquals(123, item.image().read().at(2, 31, 31));
  }

  @Test
  void theGreyPairOfASetHoldsTheLuminanceOfTheSameRows() {
    MiniFiles.ham(folder.resolve("ham10000"));
    Listing colour = PublishedSet.HAM10000.list(folder);
    assertEquals(10_015, colour.availability().listed(), "as its publisher states");
    assertEquals(5, colour.availability().usable());
    Listing grey = new GreyOf(PublishedSet.HAM10000).list(folder);
    assertArrayEquals(colour.labels(), grey.labels());
    for (int i = 0; i < 5; i++) {
      assertEquals(colour.items().get(i).id(), grey.items().get(i).id());
      Raster image = grey.items().get(i).image().read();
      assertEquals(1, image.channels());
      assertArrayEquals(colour.items().get(i).image().read().grey().planes(), image.planes());
      assertFalse(
          colour.items().get(i).image().stamp().equals(grey.items().get(i).image().stamp()),
          "the cache must tell them apart");
    }
    assertNull(grey.items().get(5).image());
  }

  @Test
  void patchesAreReadFromTiffAndABalancedSubsetIsDrawn() {
    StringBuilder table = new StringBuilder("id,label");
    for (int i = 0; i < 30; i++) {
      table.append("\np").append(i).append(',').append(i < 20 ? 0 : 1);
      MiniFiles.image(folder.resolve("train/p" + i + ".tif"), 96, 96, i);
    }
    MiniFiles.text(folder.resolve("train_labels.csv"), table.toString());
    Listing patches = Histopathologic.read(folder);
    assertArrayEquals(new int[] {20, 10}, patches.countByClass());
    Listing balanced = Histopathologic.balanced(patches, 12, 5);
    assertArrayEquals(new int[] {6, 6}, balanced.countByClass());
    Raster image = item(patches, "p7").image().read();
    assertEquals(96, image.height());
    assertEquals(7, image.at(2, 50, 50));
  }

  @Test
  void slicesAreReadWithTheirMasksAndPatients() {
    for (String patient : List.of("TCGA_CS_4941_19960909", "TCGA_DU_5849_19950405")) {
      for (int slice = 1; slice <= 2; slice++) {
        Path file = folder.resolve("kaggle_3m/%s/%s_%d.tif".formatted(patient, patient, slice));
        MiniFiles.image(file, 32, 32, slice);
        if (!(patient.contains("DU") && slice == 2)) {
          MiniFiles.mask(Path.of(file.toString().replace(".tif", "_mask.tif")), 32, 32);
        }
      }
    }
    Listing slices = LggMri.read(folder);
    assertEquals(4, slices.count());
    assertEquals(3, slices.withMasks().count());
    assertEquals("TCGA_CS_4941_19960909", item(slices, "TCGA_CS_4941_19960909_1").group());
    assertEquals(1, slices.availability().missing().size());
  }

  @Test
  void theFirstTenNamesAreGivenAndTheRestCounted() {
    List<String> names = java.util.stream.IntStream.range(0, 14).mapToObj(i -> "x" + i).toList();
    String text = new Availability(100, names, List.of(), List.of()).toString();
    assertTrue(text.contains("86 of 100 rows are there; 14 missing: x0, x1,"), text);
    assertTrue(text.endsWith("x9, ..."), text);
    assertFalse(text.contains("x10"), text);
  }

  @Test
  void anyShareWillDoAtReducedScaleButNothingAtAllWillNot() {
    Availability some = new Availability(3, List.of("a", "b"), List.of(), List.of());
    some.require("set", 0);
    Availability none = new Availability(1, List.of("a"), List.of(), List.of());
    org.junit.jupiter.api.Assertions.assertThrows(
        io.retort.data.DataException.class, () -> none.require("set", 0));
  }

  @Test
  void foldersBehindALinkAreFound() throws java.io.IOException {
    MiniFiles.ham(folder.resolve("elsewhere"));
    java.nio.file.Files.createSymbolicLink(folder.resolve("ham10000"), folder.resolve("elsewhere"));
    assertEquals(5, Ham10000.read(folder.resolve("ham10000")).present().count());
    Path inner = folder.resolve("third");
    MiniFiles.ham(inner);
    java.nio.file.Files.move(inner.resolve("part 1"), folder.resolve("away"));
    java.nio.file.Files.createSymbolicLink(inner.resolve("part 1"), folder.resolve("away"));
    assertEquals(5, Ham10000.read(inner).present().count());
  }

  @Test
  void aLoopOfLinksIsNamed() throws java.io.IOException {
    MiniFiles.ham(folder);
    java.nio.file.Files.createSymbolicLink(folder.resolve("part 1/loop"), folder);
    String message =
        org.junit.jupiter.api.Assertions.assertThrows(
                io.retort.data.DataException.class, () -> Ham10000.read(folder))
            .getMessage();
    assertTrue(message.contains("cannot be listed"), message);
  }

  @Test
  void imagesWithoutAMaskCountAsMissingWhereMasksAreAskedFor() {
    MiniFiles.ham(folder);
    Availability masked = Ham10000.read(folder).withMasks().availability();
    assertEquals(1, masked.usable());
    assertTrue(masked.toString().contains("ISIC_2 (its mask)"), masked.toString());
  }

  @Test
  void ofSeveralCopiesTheOneOfTheMasksSizeIsTaken() {
    MiniFiles.ham(folder);
    MiniFiles.image(folder.resolve("a few large ones/ISIC_1.jpg"), 60, 40, 1);
    MiniFiles.mask(folder.resolve("masks/ISIC_1_segmentation.png"), 60, 40);
    assertEquals(40, item(Ham10000.read(folder), "ISIC_1").image().read().height());
  }

  @Test
  void attributesAreNoImagesAndMasksWithoutAnImageAreMissing() {
    MiniFiles.image(folder.resolve("images/ISIC_1.jpg"), 30, 20, 1);
    MiniFiles.image(folder.resolve("task2/ISIC_1_attribute_globules.png"), 30, 20, 1);
    MiniFiles.mask(folder.resolve("masks/ISIC_1_segmentation.png"), 30, 20);
    MiniFiles.mask(folder.resolve("masks/ISIC_2_segmentation.png"), 30, 20);
    Listing pairs = SegmentationPairs.read("ISIC 2018", folder);
    assertEquals(2, pairs.count());
    assertEquals(List.of("ISIC_2"), pairs.availability().missing());
  }
}
