package io.retort.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.ImageSource;
import io.retort.data.image.Raster;
import io.retort.data.sets.Contents;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratorsTest {
  private static final Lesions LESIONS = new Lesions(60, 48, 8, Lesions.Prevalence.EQUAL, .5, 3);

  static Stream<ImageSource> all() {
    return Stream.of(
        new ColouredObjects(20, 10, 3),
        LESIONS,
        new Lesions.Multispectral(LESIONS),
        new Tissue(8, 32, 3),
        new BrainSlices(20, 48, 3));
  }

  private static Raster image(Listing listing, int item) {
    return listing.items().get(item).image().read();
  }

  private static double mean(Raster image, int plane) {
    double sum = 0;
    for (int p = plane * image.area(); p < (plane + 1) * image.area(); p++) {
      sum += image.planes()[p] & 0xff;
    }
    return sum / image.area();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameSettingsDrawTheSameBytesAndItemsDiffer(ImageSource source) {
    Listing first = source.list(null);
    Listing second = source.list(null);
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(image(first, i).planes(), image(second, i).planes());
      assertEquals(first.items().get(i).image().stamp(), second.items().get(i).image().stamp());
    }
    assertFalse(Arrays.equals(image(first, 0).planes(), image(first, 1).planes()));
  }

  @Test
  void anotherSeedDrawsOtherImagesUnderAnotherStamp() {
    Listing one = new Lesions(4, 32, 7, Lesions.Prevalence.EQUAL, .5, 1).list(null);
    Listing two = new Lesions(4, 32, 7, Lesions.Prevalence.EQUAL, .5, 2).list(null);
    assertFalse(Arrays.equals(image(one, 0).planes(), image(two, 0).planes()));
    assertFalse(one.items().get(0).image().stamp().equals(two.items().get(0).image().stamp()));
  }

  @Test
  void imagesAreTheSameOnEveryMachine() {
    // Recorded when they were first drawn; a change here changes every baseline on these sets.
    java.util.Map<String, String> hashes = new java.util.TreeMap<>();
    all()
        .forEach(
            source -> {
              Listing listing = source.list(null);
              hashes.put(
                  listing.name(),
                  Contents.of(listing.pick(new int[] {0, 1, 2, 3})).fingerprint().substring(0, 16));
            });
    assertEquals(
        "{synthetic brain slices=f57a5cfb11184741, synthetic lesions=1b697523f4a0751a,"
            + " synthetic lesions, multispectral=6b8c9ead1f81c19d,"
            + " synthetic objects=5b4b026e66821903, synthetic tissue=1a35d33b77d880f1}",
        hashes.toString());
  }

  @Test
  void classesAreAsFrequentAsAskedFor() {
    int[] equal =
        new Lesions(1600, 8, 8, Lesions.Prevalence.EQUAL, .5, 1).list(null).countByClass();
    for (int count : equal) {
      assertEquals(200, count, 45, Arrays.toString(equal)); // lesions take turns, views vary
    }
    int[] real =
        new Lesions(8000, 8, 8, Lesions.Prevalence.ISIC2019, .5, 1).list(null).countByClass();
    assertEquals(8000 * 12_875 / 25_331.0, real[1], 250, Arrays.toString(real));
    assertEquals(8000 * 239 / 25_331.0, real[5], 50, Arrays.toString(real));
    Listing seven = new Lesions(8000, 8, 7, Lesions.Prevalence.ISIC2019, .5, 1).list(null);
    assertEquals("AK/SCC", seven.classes().get(3));
    assertEquals(8000 * 1495 / 25_331.0, seven.countByClass()[3], 130);
    int[] demetra =
        new Lesions(6875, 8, 7, Lesions.Prevalence.DEMETRA, .5, 1).list(null).countByClass();
    int[] printed = {284, 4083, 891, 641, 653, 141, 182}; // vanmolle2021, Table 1
    for (int c = 0; c < printed.length; c++) {
      assertEquals(printed[c], demetra[c], 4 * Math.sqrt(printed[c]), Arrays.toString(demetra));
    }
  }

  @Test
  void lesionsHaveSeveralViewsAsInHam10000() {
    Listing listing = new Lesions(4000, 8, 7, Lesions.Prevalence.ISIC2019, .5, 1).list(null);
    double groups = Arrays.stream(listing.groups()).distinct().count();
    assertEquals(10_015 / 7470.0, 4000 / groups, .1);
  }

  @Test
  void viewsOfALesionShareItsLabelAndLookAlikeButNotEqual() {
    Listing listing = LESIONS.list(null);
    int pairs = 0;
    for (int i = 1; i < listing.count(); i++) {
      Item one = listing.items().get(i - 1);
      Item two = listing.items().get(i);
      if (one.group().equals(two.group())) {
        assertEquals(one.label(), two.label());
        assertFalse(Arrays.equals(image(listing, i - 1).planes(), image(listing, i).planes()));
        pairs++;
      }
    }
    assertTrue(pairs > 5, pairs + " pairs");
  }

  @Test
  void masksCoverAMiddlingPartAndThePigmentIsInside() {
    Listing listing = new Lesions(60, 64, 8, Lesions.Prevalence.EQUAL, .2, 5).list(null);
    int darker = 0;
    int pigmented = 0;
    for (Item item : listing.items()) {
      Raster mask = item.mask().read();
      Raster grey = item.image().read().grey();
      double inside = 0;
      double outside = 0;
      int count = 0;
      for (int p = 0; p < grey.area(); p++) {
        int value = grey.planes()[p] & 0xff;
        if (mask.planes()[p] != 0) {
          inside += value;
          count++;
        } else if (Math.hypot(p % 64 - 31.5, (double) (p / 64) - 31.5) < 30) {
          outside += value; // not in a vignette
        }
      }
      int around = 0;
      for (int p = 0; p < grey.area(); p++) {
        boolean middle = Math.hypot(p % 64 - 31.5, (double) (p / 64) - 31.5) < 30;
        around += mask.planes()[p] == 0 && middle ? 1 : 0;
      }
      assertTrue(count > 150 && count < 3400, item.id() + " covers " + count + " of 4096");
      if (List.of("MEL", "NV", "BKL").contains(listing.classes().get(item.label()))) {
        pigmented++;
        darker += inside / count < outside / Math.max(1, around) - 10 ? 1 : 0;
      }
    }
    assertTrue(pigmented > 10 && darker >= pigmented - 1, darker + " of " + pigmented);
  }

  @Test
  void colourAndSpectralImagesShowTheSameView() {
    Listing colour = LESIONS.list(null);
    Listing bands = new Lesions.Multispectral(LESIONS).list(null);
    assertEquals(5, image(bands, 0).channels());
    double sum = 0;
    for (int i = 0; i < 20; i++) {
      assertEquals(colour.items().get(i).id(), bands.items().get(i).id());
      assertEquals(colour.items().get(i).label(), bands.items().get(i).label());
      assertArrayEquals(
          colour.items().get(i).mask().read().planes(),
          bands.items().get(i).mask().read().planes());
      sum += correlation(image(colour, i), 1, image(bands, i), 1);
    }
    assertTrue(sum / 20 > .95, "green and the 520 nm band correlate: " + sum / 20);
  }

  private static double correlation(Raster a, int planeA, Raster b, int planeB) {
    double meanA = mean(a, planeA);
    double meanB = mean(b, planeB);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int p = 0; p < a.area(); p++) {
      double x = (a.planes()[planeA * a.area() + p] & 0xff) - meanA;
      double y = (b.planes()[planeB * b.area() + p] & 0xff) - meanB;
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void opticsFollowTheTables() {
    SkinOptics bands = new SkinOptics(SkinOptics.MULTISPECTRAL);
    double[] none = {0, 0, 0, 0};
    double[] melanin = {1, 0, 0, 0};
    double[] blood = {0, 0, 1, 0};
    // Melanin: exp(-(nm / 500)^-3.33): at 450 nm 0.2416, at 780 nm 0.7968.
    assertEquals(
        StrictMath.exp(-StrictMath.pow(.9, -3.33)),
        bands.reflected(0, melanin, 0) / bands.reflected(0, none, 0),
        1e-12);
    assertEquals(
        StrictMath.exp(-StrictMath.pow(1.56, -3.33)),
        bands.reflected(4, melanin, 0) / bands.reflected(4, none, 0),
        1e-12);
    // Blood is dark in the green and all but invisible at 660 nm.
    assertTrue(bands.reflected(1, blood, 0) < .8 * bands.reflected(1, none, 0));
    assertTrue(bands.reflected(3, blood, 0) > .98 * bands.reflected(3, none, 0));
  }

  @Test
  void deepMelaninLooksBlueGreyAndShallowMelaninBrown() {
    SkinOptics camera = new SkinOptics(SkinOptics.RGB);
    double[] clear = new double[3];
    double[] deep = new double[3];
    double[] shallow = new double[3];
    for (int b = 0; b < 3; b++) {
      clear[b] = camera.reflected(b, new double[] {0, 0, 0, 0}, 0);
      deep[b] = camera.reflected(b, new double[] {0, 4, 0, 0}, 0) / clear[b];
      shallow[b] = camera.reflected(b, new double[] {1, 0, 0, 0}, 0) / clear[b];
    }
    assertTrue(deep[2] > deep[0], "deep: blue is thinned less than red");
    assertTrue(shallow[2] < shallow[1] && shallow[1] < shallow[0], "shallow: red comes back most");
  }

  @Test
  void whiteScaleCoversEverything() {
    SkinOptics camera = new SkinOptics(SkinOptics.RGB);
    for (int b = 0; b < 3; b++) {
      assertEquals(.8, camera.reflected(b, new double[] {9, 9, 9, 9}, 1), 1e-12);
    }
  }

  /** Objects are not drawn beyond it. */
  @Test
  void noiseComesNearItsBoundAndDoesNotPassIt() {
    double most = 0;
    for (int key = 0; key < 200; key++) {
      Noise noise = new Noise(key);
      for (int i = 0; i < 2_000; i++) {
        most = Math.max(most, Math.abs(noise.at(-5 + .0173 * i, 3 - .0311 * i)));
      }
    }
    assertTrue(most <= Noise.MOST && most > .9 * Noise.MOST, "most " + most);
  }

  @Test
  void greyObjectsHoldNoTraceOfTheirHue() {
    // Mean brightness of a class must not depend on its hue: compare the two variants of each
    // shape.
    Listing objects = new ColouredObjects(2000, 1, 2).list(null);
    double[] sum = new double[10];
    double[] squares = new double[10];
    for (Item item : objects.part("train").items()) {
      double value = mean(item.image().read().grey(), 0);
      sum[item.label()] += value / 200;
      squares[item.label()] += value * value / 200;
    }
    for (int label = 0; label < 10; label++) {
      double error = Math.sqrt((squares[label] - sum[label] * sum[label]) / 200);
      double all = Arrays.stream(sum).average().orElseThrow();
      assertEquals(all, sum[label], 4.5 * error, objects.classes().get(label));
    }
  }

  @Test
  void colourTellsTheVariantsOfAShapeApart() {
    // Red minus blue, per variant: variants lie on opposite sides of the colour circle.
    Listing objects = new ColouredObjects(1000, 1, 2).list(null);
    double[] red = new double[10];
    for (Item item : objects.part("train").items()) {
      Raster image = item.image().read();
      double middle = 0;
      for (int y = 13; y < 19; y++) {
        for (int x = 13; x < 19; x++) {
          middle += (image.at(0, y, x) - image.at(2, y, x)) / 36.0;
        }
      }
      red[item.label()] += middle / 100;
    }
    int apart = 0;
    for (int shape = 0; shape < 5; shape++) {
      apart += Math.abs(red[2 * shape] - red[2 * shape + 1]) > 20 ? 1 : 0;
    }
    assertTrue(apart >= 3, Arrays.toString(red));
  }

  @Test
  void tumourTissueHasMoreAndPalerNucleiInTheMiddle() {
    Listing tissue = new Tissue(80, 96, 4).list(null);
    double[] red = new double[2];
    for (Item item : tissue.items()) {
      Raster image = item.image().read();
      double middle = 0;
      for (int y = 24; y < 72; y++) {
        for (int x = 24; x < 72; x++) {
          middle += image.at(0, y, x) / 2304.0;
        }
      }
      red[item.label()] += middle / 40;
    }
    assertTrue(red[1] < red[0] - 3, "stained more: " + Arrays.toString(red));
  }

  @Test
  void brainLesionsAreBrightOnFlairAndMissingInSomeSlices() {
    Listing slices = new BrainSlices(200, 64, 4).list(null);
    int with = 0;
    double contrast = 0;
    for (Item item : slices.items()) {
      Raster mask = item.mask().read();
      Raster image = item.image().read();
      double inside = 0;
      double outside = 0;
      int count = 0;
      int around = 0;
      for (int p = 0; p < 4096; p++) {
        int flair = image.planes()[4096 + p] & 0xff;
        if (mask.planes()[p] != 0) {
          inside += flair;
          count++;
        } else if (flair > 30) {
          outside += flair;
          around++;
        }
      }
      if (count > 20) {
        with++;
        contrast += inside / count - outside / around;
      }
    }
    assertTrue(with > 60 && with < 160, with + " of 200 slices have a lesion");
    assertTrue(contrast / with > 40, "mean contrast " + contrast / with);
    assertEquals(20, Arrays.stream(slices.groups()).distinct().count());
  }

  @Test
  void impossibleSettingsAreRefused() {
    for (org.junit.jupiter.api.function.Executable bad :
        List.<org.junit.jupiter.api.function.Executable>of(
            () -> new Lesions(0, 64, 8, Lesions.Prevalence.EQUAL, .5, 1),
            () -> new Lesions(1, 4, 8, Lesions.Prevalence.EQUAL, .5, 1),
            () -> new Lesions(1, 64, 6, Lesions.Prevalence.EQUAL, .5, 1),
            () -> new Lesions(1, 64, 8, Lesions.Prevalence.DEMETRA, .5, 1),
            () -> new Lesions(1, 64, 8, Lesions.Prevalence.EQUAL, 1.5, 1),
            () -> new ColouredObjects(0, 1, 1),
            () -> new Tissue(1, 8, 1),
            () -> new BrainSlices(0, 64, 1))) {
      assertThrows(IllegalArgumentException.class, bad);
    }
  }
}
