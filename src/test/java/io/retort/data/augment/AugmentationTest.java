package io.retort.data.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.retort.data.KeyedRandom;
import io.retort.data.cache.ImageTensor;
import io.retort.data.cache.TensorCache;
import io.retort.data.cache.Transform;
import io.retort.data.image.Raster;
import io.retort.data.sets.Availability;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
  @TempDir Path folder;

  /** An image whose every pixel is different, with a mask plane that is its first plane cut. */
  private static Raster withMask(int side) {
    Raster image = Raster.blank(4, side, side);
    int area = side * side;
    for (int p = 0; p < area; p++) {
      int value = (p % side * 7 + p / side * 13) % 256;
      image.planes()[p] = (byte) value;
      image.planes()[area + p] = (byte) (255 - value);
      image.planes()[2 * area + p] = (byte) 90;
      image.planes()[3 * area + p] = (byte) (inBlob(p % side, p / side, side) ? 255 : 0);
    }
    return image;
  }

  private static boolean inBlob(int x, int y, int side) {
    return Math.hypot(x - side * .4, y - side * .55) < side * .25;
  }

  private static SplittableRandom random(int key) {
    return KeyedRandom.of(1, "test", key);
  }

  private static final RandomFlips ALWAYS_X = new RandomFlips(1, 0, 0);
  private static final RandomFlips ALWAYS_Y = new RandomFlips(0, 1, 0);
  private static final RandomFlips ALWAYS_SWAP = new RandomFlips(0, 0, 1);

  @Test
  void flipsAndTranspositionsMovePixelsExactly() {
    Raster image = withMask(9);
    Raster x = ALWAYS_X.apply(image, 3, random(1));
    Raster y = ALWAYS_Y.apply(image, 3, random(1));
    Raster swap = ALWAYS_SWAP.apply(image, 3, random(1));
    for (int c = 0; c < 4; c++) {
      assertEquals(image.at(c, 2, 8), x.at(c, 2, 0));
      assertEquals(image.at(c, 8, 3), y.at(c, 0, 3));
      assertEquals(image.at(c, 2, 7), swap.at(c, 7, 2));
    }
  }

  @Test
  void doingThemTwiceUndoesThem() {
    Raster image = withMask(9);
    for (RandomFlips flip : List.of(ALWAYS_X, ALWAYS_Y, ALWAYS_SWAP)) {
      Raster twice = flip.apply(flip.apply(image, 3, random(1)), 3, random(2));
      assertArrayEquals(image.planes(), twice.planes(), flip.toString());
    }
  }

  @Test
  void probabilitiesAreKept() {
    Raster image = withMask(5);
    int flipped = 0;
    for (int i = 0; i < 4000; i++) {
      flipped += new RandomFlips(.3, 0, 0).apply(image, 3, random(i)) == image ? 0 : 1;
    }
    assertEquals(1200, flipped, 5 * 29);
  }

  @Test
  void aQuarterTurnIsAFlipAndATransposition() {
    Raster image = withMask(8);
    Raster turned =
        Warp.of(image, RandomAffine.inverse(Math.PI / 2, 0, 0, 1), 3, true, Warp.Outside.MIRROR);
    // Clockwise by 90 degrees: the new pixel (y, x) is the old (side - 1 - x, y).
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        assertEquals(image.at(0, 7 - x, y), turned.at(0, y, x), "at " + y + ", " + x);
      }
    }
  }

  @Test
  void aShiftByWholePixelsMovesThemAndMirrorsBeyondTheBorder() {
    Raster image = withMask(8);
    Raster moved = Warp.of(image, RandomAffine.inverse(0, 2, -1, 1), 3, true, Warp.Outside.MIRROR);
    assertEquals(image.at(1, 5, 3), moved.at(1, 4, 5));
    assertEquals(image.at(1, 5, 1), moved.at(1, 4, 1), "mirrored: old x -1 is 1");
    assertEquals(image.at(1, 6, 3), moved.at(1, 7, 5), "mirrored: old y 8 is 6");
  }

  @Test
  void doublingTheSizeShowsTheMiddle() {
    Raster image = withMask(16);
    Raster large = Warp.of(image, RandomAffine.inverse(0, 0, 0, 2), 3, true, Warp.Outside.MIRROR);
    // New pixel 0 lies at -7.5 from the centre, so at the old -3.75: between old 3 and 4.
    double between = (image.at(0, 7, 3) + 3.0 * image.at(0, 7, 4)) / 4;
    double below = (image.at(0, 8, 3) + 3.0 * image.at(0, 8, 4)) / 4;
    assertEquals((between * 3 + below) / 4, large.at(0, 7, 0), 1);
  }

  /** Image and mask must tell of the same place, whatever was done to them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theMaskIsMovedAsTheImageIs(int key) {
    // The image holds the mask's shape in its third plane, so that the two can be compared.
    Raster image = withMask(40);
    System.arraycopy(image.planes(), 3 * 1600, image.planes(), 2 * 1600, 1600);
    Augmentation all =
        new Augmentation.Chain(
            List.of(new RandomFlips(.5, .5, .5), new RandomAffine(45, .1, .2, 1)));
    Raster changed = all.apply(image, 3, random(key));
    int differ = 0;
    for (int p = 0; p < 1600; p++) {
      int fromImage = changed.planes()[2 * 1600 + p] & 0xff;
      int mask = changed.planes()[3 * 1600 + p] & 0xff;
      assertTrue(mask == 0 || mask == 255, "masks are never mixed: " + mask);
      differ += Math.abs(fromImage - mask) > 192 ? 1 : 0; // the nearest of four weighs >= 1/4
    }
    assertEquals(0, differ, "pixels where mask and image disagree");
  }

  @Test
  void randAugmentMovesTheMaskButNeverChangesItsValues() {
    Raster image = withMask(24);
    for (int key = 0; key < 200; key++) {
      Raster changed = RandAugment.standard().apply(image, 3, random(key));
      for (int p = 3 * 576; p < 4 * 576; p++) {
        int value = changed.planes()[p] & 0xff;
        assertTrue(value == 0 || value == 255, "value " + value + " of key " + key);
      }
    }
  }

  @Test
  void theSameKeyGivesTheSameChange() {
    Raster image = withMask(24);
    Augmentation all =
        new Augmentation.Chain(List.of(new RandomAffine(20, .1, .1, 1), RandAugment.standard()));
    assertArrayEquals(
        all.apply(image, 3, random(4)).planes(), all.apply(image, 3, random(4)).planes());
    assertTrue(
        !Arrays.equals(
            all.apply(image, 3, random(4)).planes(), all.apply(image, 3, random(5)).planes()));
  }

  @Test
  void noAugmentationLeavesTheImage() {
    Raster image = withMask(8);
    assertSame(image, new Augmentation.None().apply(image, 3, random(1)));
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RandomFlips(1.1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new RandomAffine(200, 0, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new RandomAffine(0, 0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new RandAugment(2, 31));
    assertThrows(
        IllegalArgumentException.class, () -> new Normalisation(new float[] {0}, new float[] {0}));
    assertThrows(
        IllegalArgumentException.class,
        () -> ALWAYS_SWAP.apply(Raster.blank(3, 4, 5), 3, random(1)));
  }

  /** Four items of 2 x 2 with a mask; plane c of item i holds 10 (4 i + c). */
  private ImageTensor tensor() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int item = i;
      Picture image =
          Picture.drawn(
              "image " + i,
              3,
              2,
              2,
              () -> {
                Raster raster = Raster.blank(3, 2, 2);
                for (int p = 0; p < 12; p++) {
                  raster.planes()[p] = (byte) (10 * (4 * item + p / 4));
                }
                return raster;
              });
      Picture mask =
          Picture.drawn("mask " + i, 1, 2, 2, () -> new Raster(1, 2, 2, new byte[] {-1, 0, 0, -1}));
      items.add(new Item("i" + i, 0, "g", "", image, mask));
    }
    return new TensorCache(folder, 1)
        .open(
            new Listing("four", List.of("x"), items, Availability.complete(4)),
            Transform.resize(2).withMasks(),
            (d, t) -> {});
  }

  @Test
  void batchesAreNormalisedAndMasksBecomeOnesAndZeros() {
    Normalisation normalisation =
        new Normalisation(new float[] {.5f, 0, .25f}, new float[] {.5f, 1, 2});
    ImageBatches batches = new ImageBatches(tensor(), new Augmentation.None(), normalisation, 1);
    try (NDManager manager = NDManager.newBaseManager()) {
      ImageBatches.Served served = batches.evaluation(manager, new int[] {3, 1});
      assertEquals(new Shape(2, 3, 2, 2), served.images().getShape());
      float[] values = served.images().toFloatArray();
      assertEquals((120 / 255f - .5f) / .5f, values[0], 1e-6);
      assertEquals(130 / 255f, values[4], 1e-6);
      assertEquals((140 / 255f - .25f) / 2, values[8], 1e-6);
      assertEquals((40 / 255f - .5f) / .5f, values[12], 1e-6);
      assertArrayEquals(new float[] {1, 0, 0, 1, 1, 0, 0, 1}, served.masks().toFloatArray());
      assertEquals(new Shape(2, 1, 2, 2), served.masks().getShape());
    }
  }

  @Test
  void trainingBatchesAreKeyedBySeedEpochAndPlace() {
    Augmentation flips = new RandomFlips(.5, .5, .5);
    ImageBatches batches = new ImageBatches(tensor(), flips, Normalisation.none(3), 7);
    int[] items = {0, 1, 2, 3, 0, 0, 0, 0};
    try (NDManager manager = NDManager.newBaseManager()) {
      float[] whole = batches.training(manager, items, 5, 0).masks().toFloatArray();
      float[] rest =
          batches.training(manager, Arrays.copyOfRange(items, 4, 8), 5, 4).masks().toFloatArray();
      assertArrayEquals(Arrays.copyOfRange(whole, 16, 32), rest, "a resumed epoch goes on alike");
      boolean differs = false;
      for (int epoch = 0; epoch < 5; epoch++) {
        differs |=
            !Arrays.equals(
                whole, batches.training(manager, items, epoch, 0).masks().toFloatArray());
      }
      assertTrue(differs, "epochs differ");
    }
  }

  @Test
  void ownNormalisationIsMeanAndDeviationOfTheItemsGiven() {
    // Items 0 and 2: plane 0 holds 0 and 80, so mean 40 and deviation 40 of 255.
    Normalisation own = Normalisation.of(tensor(), new int[] {0, 2});
    assertEquals(40 / 255f, own.mean()[0], 1e-6);
    assertEquals(40 / 255f, own.deviation()[0], 1e-6);
    assertEquals(60 / 255f, own.mean()[2], 1e-6);
  }

  @Test
  void anotherNumberOfChannelsIsRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new ImageBatches(tensor(), new Augmentation.None(), Normalisation.none(5), 1))
            .getMessage();
    assertTrue(message.contains("[5] channels must be of the images' 3"), message);
  }
}
