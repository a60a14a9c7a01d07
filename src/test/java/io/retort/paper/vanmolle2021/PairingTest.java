package io.retort.paper.vanmolle2021;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.retort.data.ImageSpec;
import io.retort.data.cache.ImageTensor;
import io.retort.data.image.Raster;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.Split;
import io.retort.experiment.DataDirectory;
import io.retort.training.Scale;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a student sees and what its teacher is asked about are the same scenes, row by row. */
class PairingTest {
  @TempDir Path cache;

  private ImageTensor open(ImageSpec images) {
    return new DataDirectory(null, cache, 0).images(images);
  }

  private static List<String> rows(Listing listing) {
    return listing.items().stream()
        .map(item -> item.id() + " " + item.label() + " " + item.group() + " " + item.part())
        .toList();
  }

  @Test
  void greyRowsAreTheLuminanceOfTheColourRowsOfTheSamePlace() {
    CifarGreyToColorAnnealing experiment = new CifarGreyToColorAnnealing();
    ImageTensor colour = open(experiment.images(Scale.SMOKE, false));
    ImageTensor grey = open(experiment.images(Scale.SMOKE, true));
    assertEquals(rows(colour.listing()), rows(grey.listing()));
    for (int row : new int[] {0, 1, 77, colour.count() - 1}) {
      assertArrayEquals(colour.raster(row).grey().planes(), grey.raster(row).planes());
    }
  }

  @Test
  void whiteLightAndFiveBandsShowTheSameLesionsInTheSameParts() {
    SkinScale scale = SkinScale.of(Scale.SMOKE);
    ImageTensor white = open(scale.whiteLight());
    ImageTensor spectral = open(scale.spectral());
    assertEquals(rows(white.listing()), rows(spectral.listing()));
    assertEquals(3, white.imageChannels());
    assertEquals(5, spectral.imageChannels());
    Split one = scale.whiteLight().split(white.listing(), 1);
    Split two = scale.spectral().split(spectral.listing(), 1);
    for (String part : one.parts().keySet()) {
      assertArrayEquals(one.rows(part), two.rows(part), part);
    }
    assertEquals(scale.testImages(), one.rows("test").length);
    // red light is dark where the band at 660 nm is: the same lesion at the same place
    for (int row = 0; row < 20; row++) {
      double same = correlation(white.raster(row), 0, spectral.raster(row), 3);
      double other = correlation(white.raster(row), 0, spectral.raster(row + 1), 3);
      assertNotEquals(same, other);
      assertEquals(1, same, .35, "row " + row);
    }
  }

  @Test
  void theStandInHasTheSizesThatThePaperPrintsAndAViewOfEachLesion() {
    ImageSpec images = SkinScale.of(Scale.PAPER).spectral();
    Listing listing = images.source().list(null); // lists, draws nothing
    Split split = images.split(listing, 1);
    assertEquals(5156, split.rows("train").length);
    assertEquals(687, split.rows("validation").length);
    assertEquals(1032, split.rows("test").length);
    assertEquals(6875, listing.items().stream().map(Item::group).distinct().count());
  }

  private static double correlation(Raster one, int first, Raster two, int second) {
    int area = one.area();
    double[] a = plane(one, first, area);
    double[] b = plane(two, second, area);
    return new org.apache.commons.math3.stat.correlation.PearsonsCorrelation().correlation(a, b);
  }

  private static double[] plane(Raster raster, int channel, int area) {
    double[] values = new double[area];
    for (int p = 0; p < area; p++) {
      values[p] = raster.planes()[channel * area + p] & 0xff;
    }
    return values;
  }
}
