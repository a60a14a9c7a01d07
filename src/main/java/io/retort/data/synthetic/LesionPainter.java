package io.retort.data.synthetic;

import io.retort.data.KeyedRandom;
import io.retort.data.image.Raster;
import io.retort.data.synthetic.Look.Feature;
import java.util.SplittableRandom;

/**
 * Paints one view of one lesion. What belongs to the lesion is keyed by the lesion, what belongs to
 * the photograph (position, light, hairs, ruler, vignette) by the view.
 */
final class LesionPainter {
  private static final byte[] GAMMA = gamma();
  private static final int GAMMA_STEPS = 4096;

  private final Look look;
  private final double skinMelanin;
  private final double skinBlood;
  private final double aspect;
  private final double radius;
  private final Noise border;
  private final Noise texture;
  private final Noise colour;
  private final Noise vessels;
  private final double sideX;
  private final double sideY;
  private final long seed;
  private final int lesion;

  LesionPainter(long seed, int lesion, int label, double difficulty) {
    this.seed = seed;
    this.lesion = lesion;
    SplittableRandom random = KeyedRandom.of(seed, "lesion", lesion);
    look = new Look(label, difficulty, random);
    skinMelanin = .08 + .3 * random.nextDouble() * random.nextDouble();
    skinBlood = .1 + .5 * random.nextDouble() * random.nextDouble();
    aspect = .75 + .25 * random.nextDouble();
    radius = .2 + .22 * random.nextDouble();
    border = new Noise(random.nextLong());
    texture = new Noise(random.nextLong());
    colour = new Noise(random.nextLong());
    vessels = new Noise(random.nextLong());
    double angle = 2 * Math.PI * random.nextDouble();
    sideX = StrictMath.cos(angle);
    sideY = StrictMath.sin(angle);
  }

  /** The camera: where it looks, and how it is lit. */
  private record View(
      double centreX,
      double centreY,
      double cos,
      double sin,
      double zoom,
      double lightX,
      double lightY,
      double vignette) {
    static View of(SplittableRandom random) {
      double angle = 2 * Math.PI * random.nextDouble();
      return new View(
          .5 + .1 * (random.nextDouble() - .5),
          .5 + .1 * (random.nextDouble() - .5),
          StrictMath.cos(angle),
          StrictMath.sin(angle),
          .88 + .3 * random.nextDouble(),
          .25 * (random.nextDouble() - .5),
          .25 * (random.nextDouble() - .5),
          random.nextDouble() < .18 ? .5 + .12 * random.nextDouble() : 9);
    }
  }

  /** The exact mask: 255 inside of the border. */
  Raster mask(int view, int side) {
    View camera = View.of(KeyedRandom.of(seed, "view", lesion, view));
    Raster mask = Raster.blank(1, side, side);
    for (int p = 0; p < side * side; p++) {
      double[] at = place(camera, p % side, p / side, side);
      mask.planes()[p] = (byte) (depth(at[0], at[1]) > 0 ? 255 : 0);
    }
    return mask;
  }

  /** The picture in a camera's bands. */
  Raster picture(int view, int side, SkinOptics optics, boolean display) {
    SplittableRandom random = KeyedRandom.of(seed, "view", lesion, view);
    View camera = View.of(random);
    double[] hair = hairs(random, side);
    double[] marks = ruler(random, side);
    double[] tint = new double[optics.bands()];
    for (int b = 0; b < tint.length; b++) {
      tint[b] = .9 + .2 * random.nextDouble(); // each camera's white balance is another
    }
    long grain = random.nextLong();
    Raster picture = Raster.blank(optics.bands(), side, side);
    double[] amounts = new double[SkinOptics.ABSORBERS];
    Noise skin = new Noise(seed + 31L * lesion);
    double[][] light = new double[optics.bands()][side * side];
    for (int p = 0; p < side * side; p++) {
      double u = (p % side + .5) / side;
      double v = (double) (p / side) / side;
      double[] at = place(camera, p % side, p / side, side);
      double scale = absorbers(at[0], at[1], skin, amounts);
      double lit = 1 + camera.lightX() * (2 * u - 1) + camera.lightY() * (2 * v - 1);
      double fromMiddle = (u - .5) * (u - .5) + (v - .5) * (v - .5);
      double rim = camera.vignette() * camera.vignette();
      lit *= 1 - Noise.step(rim * .92, rim * 1.04, fromMiddle) * .97;
      for (int b = 0; b < optics.bands(); b++) {
        double value = optics.reflected(b, amounts, scale) * lit;
        value *= 1 - .82 * hair[p];
        value *= 1 - .75 * marks[p];
        light[b][p] = value;
      }
    }
    Noise sensor = new Noise(grain);
    for (int b = 0; b < optics.bands(); b++) {
      double exposure = display ? 1.3 * tint[b] : exposed(light[b]);
      for (int p = 0; p < side * side; p++) {
        double noise = .012 * sensor.at(p % side * .97 + 50 * b, (double) (p / side) * .97);
        double value = Math.max(0, Math.min(1, light[b][p] * exposure + noise));
        picture.planes()[b * side * side + p] =
            display ? GAMMA[(int) (value * (GAMMA_STEPS - 1))] : (byte) (int) (255 * value + .5);
      }
    }
    return picture;
  }

  /** Auto-exposure: the brightest percent of a band comes to 0.9. */
  private static double exposed(double[] light) {
    double[] sorted = light.clone();
    java.util.Arrays.sort(sorted);
    return .9 / Math.max(.02, sorted[sorted.length * 99 / 100]);
  }

  /** A pixel's place in units of the lesion's radius. */
  private double[] place(View camera, int x, int y, int side) {
    double dx = ((x + .5) / side - camera.centreX()) / (radius * camera.zoom());
    double dy = ((y + .5) / side - camera.centreY()) / (radius * camera.zoom());
    return new double[] {
      camera.cos() * dx + camera.sin() * dy, (camera.cos() * dy - camera.sin() * dx) / aspect
    };
  }

  /** How far inside of the lesion a place is: 1 in the middle, 0 on the border. */
  private double depth(double x, double y) {
    double ragged = look.of(Feature.RAGGED);
    double bulge = look.of(Feature.ASYMMETRY) * .25 * (x * sideX + y * sideY);
    double warp = ragged * border.octaves(x * 1.3, y * 1.3, 3) * 1.5;
    return 1 - Math.sqrt(x * x + y * y) + bulge + warp;
  }

  /** Amounts of the absorbers at a place; gives the share of white surface. */
  private double absorbers(double x, double y, Noise skin, double[] amounts) {
    double fine = skin.octaves(x * 9, y * 9, 2);
    amounts[0] = skinMelanin * (1 + .25 * fine);
    amounts[1] = 0;
    amounts[2] = skinBlood * (1 + .4 * fine);
    amounts[3] = 0;
    double depth = depth(x, y);
    double inside = Noise.step(-look.of(Feature.FADING), look.of(Feature.FADING) + .02, depth);
    if (inside == 0) {
      return 0; // skin around the lesion: most of a picture
    }
    double core = Noise.step(.25, .8, depth);
    double half = Noise.step(-.5, .5, x * sideX + y * sideY + .4 * colour.at(x, y));
    double uneven = 1 + look.of(Feature.ASYMMETRY) * 1.1 * (half - .5);
    double patches = colour.octaves(x * 2.1, y * 2.1, 3);
    double pigment =
        look.of(Feature.PIGMENT)
            * uneven
            * (.75 + .5 * core)
            * Math.max(.15, 1 + look.of(Feature.MOTTLE) * 1.5 * patches);
    double net = texture.lines(x * 9, y * 9, .28) + texture.lines(x * 9 + 40, y * 9, .28);
    pigment += look.of(Feature.NETWORK) * .55 * net * (1 - .5 * core);
    pigment +=
        look.of(Feature.GLOBULES) * 1.5 * Noise.step(0, .6, texture.spots(x * 6, y * 6, .42, .5));
    double crust = look.of(Feature.CRUST) * Noise.step(.25, .5, colour.at(x * 2.3 + 30, y * 2.3));
    double deep =
        look.of(Feature.DEEP) * 5 * Noise.step(-.1, .35, colour.octaves(x * 1.7 + 11, y * 1.7, 2));
    double lacunae =
        look.of(Feature.LACUNAE)
            * (.6 + .7 * Noise.step(0, .5, texture.spots(x * 2.2 + 7, y * 2.2, .5, .9)))
            * Noise.step(-.5, -.15, patches);
    double branched =
        look.of(Feature.BRANCHED)
            * Math.max(
                vessels.lines(x * 1.6, y * 1.6, .06),
                .7 * vessels.lines(x * 3.7 + 5, y * 3.7, .09));
    double dotted =
        look.of(Feature.DOTTED) * Noise.step(.2, .7, vessels.spots(x * 8 + 3, y * 8, .34, .6));
    amounts[0] += inside * (pigment * 1.5 + crust * 1.6);
    amounts[1] = inside * deep;
    amounts[2] +=
        inside
            * (look.of(Feature.REDNESS) * (.9 + .5 * patches)
                + 2.6 * branched
                + 2.4 * dotted
                + 3 * lacunae
                + .8 * crust);
    amounts[3] = inside * 5 * lacunae;
    double scaly =
        look.of(Feature.SCALE) * Noise.step(.05, .5, texture.octaves(x * 3.1 + 20, y * 3.1, 3));
    double scar = look.of(Feature.SCAR) * Noise.step(.45, .85, depth + .2 * patches);
    double cysts =
        look.of(Feature.CYSTS) * Noise.step(.1, .6, vessels.spots(x * 5 + 9, y * 5, .3, .45));
    return Math.min(.85, inside * (.8 * scaly + .65 * scar + .75 * cysts));
  }

  private static double[] hairs(SplittableRandom random, int side) {
    double[] coverage = new double[side * side];
    int count = random.nextDouble() < .45 ? 0 : 1 + random.nextInt(9);
    for (int i = 0; i < count; i++) {
      double x = side * random.nextDouble();
      double y = side * random.nextDouble();
      double angle = 2 * Math.PI * random.nextDouble();
      double bend = .12 * (random.nextDouble() - .5);
      double step = side * (.03 + .03 * random.nextDouble());
      double pen = Math.max(-.1, side * (.002 + .003 * random.nextDouble()) - .5);
      for (int k = 0; k < 16; k++) {
        double nextX = x + step * StrictMath.cos(angle);
        double nextY = y + step * StrictMath.sin(angle);
        Brush.segment(coverage, side, side, x, y, nextX, nextY, pen);
        x = nextX;
        y = nextY;
        angle += bend;
      }
    }
    return coverage;
  }

  /** Millimetre ticks along the lower edge, in some photographs. */
  private static double[] ruler(SplittableRandom random, int side) {
    double[] coverage = new double[side * side];
    if (random.nextDouble() < .12) {
      double spacing = side * (.05 + .04 * random.nextDouble());
      double slant = .05 * (random.nextDouble() - .5);
      double pen = side * .002;
      int tick = 0;
      for (double x = spacing / 2; x < side; x += spacing, tick++) {
        double length = side * (tick % 5 == 0 ? .08 : .045);
        double foot = side * (.985 + slant * (x / side - .5));
        Brush.segment(coverage, side, side, x, foot, x + slant * length, foot - length, pen);
      }
    }
    return coverage;
  }

  private static byte[] gamma() {
    byte[] table = new byte[4096];
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) Math.round(255 * StrictMath.pow(i / (table.length - 1.0), 1 / 2.2));
    }
    return table;
  }
}
