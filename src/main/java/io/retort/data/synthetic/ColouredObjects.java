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
 * Generated colour images of ten classes in CIFAR-10's form, 32 x 32.
 *
 * <p>Five shapes have two variants each. The shape, and with effort the variant, can be told from
 * grey. The hue alone tells little; together with the shape it tells the variant. Luminance is
 * drawn independently of the hue, so grey images hold no trace of it but for values cut at 255
 * (about one in a hundred). From grey to colour there is something to gain, and something to keep.
 * Class i % 10 stands at place i.
 *
 * @param train number of images of the part {@code train}
 * @param test number of images of the part {@code test}
 * @param seed of the set
 */
public record ColouredObjects(int train, int test, long seed) implements ImageSource {
  /** Shape and variant by label. */
  public static final List<String> CLASSES =
      List.of(
          "disc",
          "ring",
          "bar",
          "slab",
          "triangle",
          "trapezium",
          "thin cross",
          "thick cross",
          "half moon",
          "crescent");

  /** Height and width. */
  public static final int SIDE = 32;

  private static final double HUE_SPREAD = .22;

  /** No shape reaches further from the axes, in units of its size: the trapezium's foot does. */
  private static final double REACH = .2 + .35 + .36 * (.75 + .8);

  /** Checks ranges. */
  public ColouredObjects {
    if (train < 1 || test < 1) {
      throw new IllegalArgumentException(
          "train [%d] and test [%d] must be >= 1".formatted(train, test));
    }
  }

  @Override
  public Listing list(@Nullable Path data) {
    List<Item> items = new ArrayList<>();
    add(items, "train", train, seed);
    add(items, "test", test, seed);
    return new Listing("synthetic objects", CLASSES, items, Availability.complete(train + test));
  }

  private static void add(List<Item> items, String part, int count, long seed) {
    for (int i = 0; i < count; i++) {
      int index = i;
      int label = i % CLASSES.size();
      String id = "%s %05d".formatted(part, i);
      Picture image =
          Picture.drawn(
              "synthetic object %s seed %d".formatted(id, seed),
              3,
              SIDE,
              SIDE,
              () -> draw(label, KeyedRandom.of(seed, "object " + part, index)));
      items.add(new Item(id, label, id, part, image, null));
    }
  }

  private static Raster draw(int label, SplittableRandom random) {
    double angle = .9 * (random.nextDouble() - .5) + (label / 2 == 3 ? .4 : 0);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double size = 8.5 + 3.5 * random.nextDouble();
    double centreX = SIDE / 2.0 + 5 * (random.nextDouble() - .5);
    double centreY = SIDE / 2.0 + 5 * (random.nextDouble() - .5);
    double form = random.nextDouble();
    double wobble = .12 + .1 * random.nextDouble();
    Noise outline = new Noise(random.nextLong());
    Noise texture = new Noise(random.nextLong());
    double hue = (label / 2 * .2 + label % 2 * .5 + HUE_SPREAD * gauss(random)) % 1;
    boolean bright = random.nextBoolean();
    double contrast = .08 + .2 * random.nextDouble();
    double middle = .42 + .16 * random.nextDouble();
    double[] figure = colour(hue, .75, middle + (bright ? contrast : -contrast) / 2);
    double[] ground =
        colour(
            random.nextDouble(),
            .5 * random.nextDouble(),
            middle - (bright ? contrast : -contrast) / 2);
    double farthest = REACH + wobble * Noise.MOST;
    Raster image = Raster.blank(3, SIDE, SIDE);
    for (int p = 0; p < SIDE * SIDE; p++) {
      double cover = 0;
      for (int sub = 0; sub < 4; sub++) {
        double dx = (p % SIDE + .25 + .5 * (sub % 2) - centreX) / size;
        double dy = ((p / SIDE) + .25 + .5 * (sub / 2) - centreY) / size;
        double x = cos * dx + sin * dy;
        double y = cos * dy - sin * dx;
        if (Math.abs(x) > farthest || Math.abs(y) > farthest) {
          continue; // outside of every shape, wherever the outline wobbles
        }
        double shift = wobble * outline.octaves(x * 1.4, y * 1.4, 2);
        cover +=
            inside(label, x + shift, y + wobble * outline.at(x * 1.6 + 9, y * 1.6), form) ? .25 : 0;
      }
      double shade =
          1
              + .45 * texture.octaves(p % SIDE * .13, (double) (p / SIDE) * .13, 3)
              + .14 * (random.nextDouble() + random.nextDouble() - 1);
      for (int c = 0; c < 3; c++) {
        double value = 255 * shade * (cover * figure[c] + (1 - cover) * ground[c]);
        image.planes()[c * SIDE * SIDE + p] = (byte) Math.round(Math.max(0, Math.min(255, value)));
      }
    }
    return image;
  }

  /**
   * Whether a place, in units of the size, is in a shape.
   *
   * @param form 0 to 1, the shape's free parameter
   */
  private static boolean inside(int label, double x, double y, double form) {
    double r2 = x * x + y * y;
    double ax = Math.abs(x);
    double ay = Math.abs(y);
    return switch (label) {
      case 0 -> r2 < .8;
      case 1 -> r2 < .82 && r2 > .09 * form;
      case 2 -> ax < .28 + .2 * form && ay < .95;
      case 3 -> ax < .36 + .2 * form && ay < .9;
      case 4 -> y < .75 && y > -.85 && ax < .05 + .35 * form + .42 * (y + .85);
      case 5 -> y < .75 && y > -.8 && ax < .2 + .35 * form + .36 * (y + .8);
      case 6 -> ax < .97 && ay < .17 + .13 * form || ay < .97 && ax < .17 + .13 * form;
      case 7 -> ax < .95 && ay < .22 + .14 * form || ay < .95 && ax < .22 + .14 * form;
      case 8 -> r2 < .95 && x > .25 * form - .3;
      default -> r2 < .95 && (x + .8 - .25 * form) * (x + .8 - .25 * form) + y * y > .45;
    };
  }

  /** A colour of given hue, saturation and luminance (Rec. 601), as linear shares. */
  private static double[] colour(double hue, double saturation, double luminance) {
    double[] rgb = new double[3];
    for (int c = 0; c < 3; c++) {
      double away = Math.abs((hue * 3 + 3 - c) % 3 - 1.5); // 1.5: this channel's own hue
      rgb[c] = 1 - saturation + saturation * Math.max(0, Math.min(1, 1.5 * away - .6));
    }
    double luma = .299 * rgb[0] + .587 * rgb[1] + .114 * rgb[2];
    for (int c = 0; c < 3; c++) {
      rgb[c] *= luminance / luma;
    }
    // What does not fit into a channel is taken from the saturation, so that luminance is kept.
    double most = Math.max(rgb[0], Math.max(rgb[1], rgb[2]));
    double keep = most > .98 ? (.98 - luminance) / (most - luminance) : 1;
    for (int c = 0; c < 3; c++) {
      rgb[c] = luminance + keep * (rgb[c] - luminance);
    }
    return rgb;
  }

  private static double gauss(SplittableRandom random) {
    return random.nextDouble()
        + random.nextDouble()
        + random.nextDouble()
        + random.nextDouble()
        - 2;
  }
}
