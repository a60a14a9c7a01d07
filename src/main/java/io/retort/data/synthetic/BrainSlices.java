package io.retort.data.synthetic;

import io.retort.data.ImageSource;
import io.retort.data.KeyedRandom;
import io.retort.data.image.Raster;
import io.retort.data.sets.Availability;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Generated slices of a head, simple stand-ins for MR images with masks: three sequences as red,
 * green and blue (before contrast, FLAIR, after contrast), a bright lesion on FLAIR in some slices.
 * The group is the patient, ten slices each.
 *
 * @param side height and width: 256 in the set it stands for
 * @param seed of the set
 */
public record BrainSlices(int count, int side, long seed) implements ImageSource {
  /** The only class. */
  public static final List<String> CLASSES = List.of("glioma");

  private static final double WITH_LESION = .65;

  /** Checks ranges. */
  public BrainSlices {
    if (count < 1 || side < 16) {
      throw new IllegalArgumentException(
          "count [%d] must be >= 1 and side [%d] >= 16".formatted(count, side));
    }
  }

  @Override
  public Listing list(@Nullable Path data) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int patient = i / 10;
      int slice = i % 10;
      String id = "patient %04d slice %d".formatted(patient, slice);
      String key = "%s seed %d side %d".formatted(id, seed, side);
      Picture image =
          Picture.drawn(
              "synthetic slice of " + key,
              3,
              side,
              side,
              () -> new Slice(seed, patient, slice).image(side));
      Picture mask =
          Picture.drawn(
              "synthetic mask of " + key,
              1,
              side,
              side,
              () -> new Slice(seed, patient, slice).mask(side));
      items.add(new Item(id, 0, "patient %04d".formatted(patient), "", image, mask));
    }
    return new Listing("synthetic brain slices", CLASSES, items, Availability.complete(count));
  }

  /** One slice: what belongs to the patient stays, the height changes. */
  private static final class Slice {
    private final Noise folds;
    private final Noise grain;
    private final Noise border;
    private final double width;
    private final double height;
    private final double ventricles;
    private final double lesionX;
    private final double lesionY;
    private final double lesionSize;
    private final double enhancing;
    private final double[] gains = new double[3];

    Slice(long seed, int patient, int slice) {
      SplittableRandom random = KeyedRandom.of(seed, "patient", patient);
      folds = new Noise(random.nextLong() + 7L * slice);
      border = new Noise(random.nextLong());
      double place = (slice + .5) / 10;
      double round = 4 * place * (1 - place);
      width = (.34 + .06 * random.nextDouble()) * (.75 + .25 * round);
      height = (.43 + .04 * random.nextDouble()) * (.75 + .25 * round);
      ventricles = (.5 + .5 * random.nextDouble()) * Noise.step(.3, .8, round);
      double angle = 2 * Math.PI * random.nextDouble();
      double out = .25 + .4 * random.nextDouble();
      lesionX = out * StrictMath.cos(angle);
      lesionY = out * StrictMath.sin(angle);
      double largest = .16 + .3 * random.nextDouble();
      double middle = .25 + .5 * random.nextDouble();
      double away = Math.abs(place - middle) / (.25 + .2 * WITH_LESION);
      lesionSize = away < 1 ? largest * Math.sqrt(1 - away * away) : 0;
      enhancing = random.nextDouble() < .4 ? random.nextDouble() : 0;
      for (int c = 0; c < 3; c++) {
        gains[c] = .85 + .3 * random.nextDouble();
      }
      grain = new Noise(random.nextLong() + slice);
    }

    /** Above 0 inside of the lesion. */
    private double lesion(double x, double y) {
      if (lesionSize <= 0 || x * x + y * y > .86) {
        return -1;
      }
      double dx = (x - lesionX) / lesionSize;
      double dy = (y - lesionY) / lesionSize;
      return 1 - Math.sqrt(dx * dx + dy * dy) + .5 * border.octaves(x * 4, y * 4, 3);
    }

    Raster mask(int side) {
      Raster mask = Raster.blank(1, side, side);
      for (int p = 0; p < side * side; p++) {
        double x = ((p % side + .5) / side - .5) / width;
        double y = ((p / side + .5) / side - .5) / height;
        mask.planes()[p] = (byte) (lesion(x, y) > 0 ? 255 : 0);
      }
      return mask;
    }

    Raster image(int side) {
      Raster image = Raster.blank(3, side, side);
      for (int p = 0; p < side * side; p++) {
        double x = ((p % side + .5) / side - .5) / width;
        double y = ((p / side + .5) / side - .5) / height;
        double[] tissue = tissue(x, y);
        for (int c = 0; c < 3; c++) {
          double noise = .035 * grain.at(p % side * .71 + 60 * c, (double) (p / side) * .71);
          double value = Math.max(0, Math.min(1, tissue[c] * gains[c] + noise * (tissue[c] + .1)));
          image.planes()[c * side * side + p] = (byte) Math.round(255 * value);
        }
      }
      return image;
    }

    /** Brightness in the three sequences. */
    private double[] tissue(double x, double y) {
      double r = Math.sqrt(x * x + y * y);
      if (r > 1.22) {
        return new double[3];
      }
      if (r > 1.1) {
        double skin = Noise.step(1.22, 1.18, r);
        return new double[] {.55 * skin, .35 * skin, .6 * skin};
      }
      if (r > 1) {
        return new double[] {.06, .05, .08}; // bone
      }
      double depth = r + .12 * folds.octaves(x * 5, y * 5, 2);
      double grey = Noise.step(.72, .86, depth);
      double sulcus = folds.lines(x * 4.5, y * 4.5, .16) * Noise.step(.45, .9, r);
      double midline = Math.abs(x) < .015 && Math.abs(y) > .3 ? 1 : 0;
      double horn =
          Noise.step(
              0,
              .15,
              ventricles * .34
                  - StrictMath.hypot((Math.abs(x) - .17) * 2.4, y * .9 - .05)
                  + .05 * folds.at(x * 6, y * 6));
      double fluid = Math.max(horn, Math.max(.8 * sulcus, midline));
      double lesion = lesion(x, y);
      double ill = Noise.step(-.05, .12, lesion);
      double rim = enhancing * Noise.step(.1, .2, lesion) * Noise.step(.5, .35, lesion);
      double before = .5 - .1 * grey;
      double flair = .36 + .12 * grey;
      before += fluid * (.12 - before);
      flair += fluid * (.08 - flair);
      before -= .14 * ill;
      flair += ill * (.8 - flair) * (.85 + .3 * folds.at(x * 7, y * 7));
      return new double[] {before, flair, before + .06 + .45 * rim};
    }
  }
}
