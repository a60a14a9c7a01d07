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
 * Generated patches of stained tissue (haematoxylin and eosin) in two classes, simple stand-ins for
 * sections of lymph nodes: small round nuclei, and, with a tumour in the middle, large, pale,
 * irregular and crowded ones. Class i % 2 stands at place i.
 *
 * @param side height and width: 96 in the set it stands for
 * @param seed of the set
 */
public record Tissue(int count, int side, long seed) implements ImageSource {
  /** The classes. */
  public static final List<String> CLASSES = List.of("no tumour", "tumour");

  private static final double[] EOSIN = {.9, .68, .8};
  private static final double[] HAEMATOXYLIN = {.36, .22, .55};

  /** Checks ranges. */
  public Tissue {
    if (count < 1 || side < 16) {
      throw new IllegalArgumentException(
          "count [%d] must be >= 1 and side [%d] >= 16".formatted(count, side));
    }
  }

  @Override
  public Listing list(@Nullable Path data) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      int label = i % 2;
      String id = "patch %05d".formatted(i);
      Picture image =
          Picture.drawn(
              "synthetic tissue %s seed %d side %d".formatted(id, seed, side),
              3,
              side,
              side,
              () -> draw(label == 1, side, KeyedRandom.of(seed, "tissue", index)));
      items.add(new Item(id, label, id, "", image, null));
    }
    return new Listing("synthetic tissue", CLASSES, items, Availability.complete(count));
  }

  private static Raster draw(boolean tumour, int side, SplittableRandom random) {
    double unit = side / 96.0;
    double[] nuclei = new double[side * side];
    double[] paleness = new double[side * side];
    double crowd = (tumour ? .74 : .66) + .5 * (random.nextDouble() - .5);
    double grade = tumour ? .1 + .6 * random.nextDouble() : 0;
    for (int k = 0; k < 150 * crowd; k++) {
      double x = side * random.nextDouble();
      double y = side * random.nextDouble();
      boolean middle = StrictMath.hypot(x - side / 2.0, y - side / 2.0) < .36 * side;
      double large =
          (tumour && middle ? grade : 0) + .4 * random.nextDouble() * random.nextDouble();
      double radius = unit * (2.4 + 1.1 * random.nextDouble() + 3.4 * large * random.nextDouble());
      nucleus(nuclei, paleness, side, x, y, radius, large, random);
    }
    Noise fibres = new Noise(random.nextLong());
    Noise holes = new Noise(random.nextLong());
    double stain = .8 + .4 * random.nextDouble();
    double fat = random.nextDouble() < .3 ? .25 : .6;
    Raster image = Raster.blank(3, side, side);
    for (int p = 0; p < side * side; p++) {
      double x = p % side / unit;
      double y = (double) (p / side) / unit;
      double pink = stain * (.55 + .45 * fibres.octaves(x * .05, y * .16, 3));
      double gap = Noise.step(fat, fat + .1, holes.octaves(x * .03, y * .03, 2));
      pink = Math.max(0, pink) * (1 - gap);
      double blue = nuclei[p] * (1 - gap) * stain * (1.05 - .45 * paleness[p]);
      blue *= 1 + .3 * fibres.at(x * .5, y * .5);
      for (int c = 0; c < 3; c++) {
        // light passes both stains: shares left multiply
        double left = (1 - pink * (1 - EOSIN[c])) * (1 - Math.min(1, blue) * (1 - HAEMATOXYLIN[c]));
        double noise = .02 * (random.nextDouble() - .5);
        image.planes()[c * side * side + p] =
            (byte) Math.round(255 * Math.max(0, Math.min(1, .97 * left + noise)));
      }
    }
    return image;
  }

  private static void nucleus(
      double[] nuclei,
      double[] paleness,
      int side,
      double centreX,
      double centreY,
      double radius,
      double large,
      SplittableRandom random) {
    double aspect = 1 - .45 * random.nextDouble();
    double angle = Math.PI * random.nextDouble();
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    Noise edge = new Noise(random.nextLong());
    int reach = (int) (radius * 1.5) + 1;
    for (int y = Math.max(0, (int) centreY - reach); y < Math.min(side, centreY + reach); y++) {
      for (int x = Math.max(0, (int) centreX - reach); x < Math.min(side, centreX + reach); x++) {
        double dx = (x + .5 - centreX) / radius;
        double dy = (y + .5 - centreY) / radius;
        double u = cos * dx + sin * dy;
        double v = (cos * dy - sin * dx) / aspect;
        double warp = (.1 + .35 * large) * edge.at(u * 1.2, v * 1.2);
        double inside = Noise.step(-.5 / radius, .5 / radius, 1 - Math.sqrt(u * u + v * v) + warp);
        int p = y * side + x;
        if (inside > nuclei[p]) {
          nuclei[p] = inside;
          // chromatin: pale inside with a dark rim and dark clumps where the nucleus is large
          double rim = Noise.step(.05, .35, 1 - Math.sqrt(u * u + v * v) + warp);
          paleness[p] = large * rim * (1 - Noise.step(.3, .5, edge.at(u * 2.5 + 7, v * 2.5)));
        }
      }
    }
  }
}
