package io.retort.data.synthetic;

import io.retort.data.ImageSource;
import io.retort.data.KeyedRandom;
import io.retort.data.sets.Availability;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Generated dermoscopic images: often several views of a lesion, exact masks, and the same views in
 * colour and in five spectral bands.
 *
 * @param count images
 * @param side height and width
 * @param classes 8 as in ISIC 2019, or 7 as in vanmolle2021: actinic keratosis and squamous cell
 *     carcinoma are one
 * @param prevalence how frequent the classes are
 * @param difficulty 0 to 1: how much classes overlap
 * @param seed of the set
 */
public record Lesions(
    int count, int side, int classes, Prevalence prevalence, double difficulty, long seed)
    implements ImageSource {
  /** The diagnoses, named as in ISIC 2019. */
  public static final List<String> CLASSES =
      List.of("MEL", "NV", "BCC", "AK", "BKL", "DF", "VASC", "SCC");

  /** The difficulty at which a small network is right on 60 to 85 % of the images. */
  public static final double USUAL_DIFFICULTY = 0.7;

  /** Bands of {@link Multispectral}. */
  public static final int BANDS = SkinOptics.MULTISPECTRAL.length;

  /** How frequent the classes are. */
  public enum Prevalence {
    /** All alike. */
    EQUAL(),
    /** As in ISIC 2019's training set. */
    ISIC2019(4522, 12_875, 3323, 867, 2624, 239, 253, 628),
    /** As in the Demetra set of vanmolle2021, Table 1: seven classes, a view of each lesion. */
    DEMETRA(284, 4083, 891, 641, 653, 141, 182);

    private final double[] images;

    Prevalence(double... images) {
      this.images = images;
    }

    /** Images of each of 7 or 8 classes; of 7, actinic keratosis holds squamous cell carcinoma. */
    private double[] of(int classes) {
      double[] counts = images.clone();
      if (classes < counts.length) {
        counts[AK] += counts[SCC];
      }
      return counts;
    }
  }

  private static final List<String> SEVEN =
      List.of("MEL", "NV", "BCC", "AK/SCC", "BKL", "DF", "VASC");

  private static final int AK = CLASSES.indexOf("AK");
  private static final int SCC = CLASSES.indexOf("SCC");

  private static final double[] ISIC = Prevalence.ISIC2019.images;

  private static final SkinOptics COLOUR = new SkinOptics(SkinOptics.RGB);
  private static final SkinOptics SPECTRAL = new SkinOptics(SkinOptics.MULTISPECTRAL);
  private static final int SMALLEST = 8;

  /** Checks ranges. */
  public Lesions {
    if (count < 1 || side < SMALLEST) {
      throw new IllegalArgumentException(
          "count [%d] must be >= 1 and side [%d] >= %d".formatted(count, side, SMALLEST));
    }
    if (classes != 7 && classes != 8) {
      throw new IllegalArgumentException("classes [%d] must be 7 or 8".formatted(classes));
    }
    if (prevalence == Prevalence.DEMETRA && classes != SEVEN.size()) {
      throw new IllegalArgumentException(
          "classes [%d] of prevalence %s must be 7".formatted(classes, prevalence));
    }
    if (!(difficulty >= 0 && difficulty <= 1)) {
      throw new IllegalArgumentException("difficulty [%s] must be 0 to 1".formatted(difficulty));
    }
  }

  /** Colour images with masks; the group is the lesion. */
  @Override
  public Listing list(@Nullable Path data) {
    return listing("synthetic lesions", 3);
  }

  /**
   * The same views in five spectral bands, one to one.
   *
   * @param of the colour images' set
   */
  public record Multispectral(Lesions of) implements ImageSource {
    @Override
    public Listing list(@Nullable Path data) {
      return of.listing("synthetic lesions, multispectral", BANDS);
    }
  }

  private Listing listing(String name, int channels) {
    List<Item> items = new ArrayList<>();
    for (int lesion = 0; items.size() < count; lesion++) {
      SplittableRandom random = KeyedRandom.of(seed, "lesion's class", lesion);
      int label = prevalence == Prevalence.EQUAL ? lesion % classes : frequent(random.nextDouble());
      double luck = random.nextDouble(); // HAM10000 has 1.34 images of a lesion on average
      int views = prevalence == Prevalence.DEMETRA || luck < .74 ? 1 : luck < .94 ? 2 : 3;
      boolean scc =
          classes == SEVEN.size()
              && label == AK
              && random.nextDouble() * (ISIC[AK] + ISIC[SCC]) < ISIC[SCC];
      LesionPainter painter = new LesionPainter(seed, lesion, scc ? SCC : label, difficulty);
      for (int view = 0; view < views && items.size() < count; view++) {
        items.add(item(painter, lesion, view, label, channels));
      }
    }
    List<String> names = classes == SEVEN.size() ? SEVEN : CLASSES;
    return new Listing(name, names, items, Availability.complete(count));
  }

  private Item item(LesionPainter painter, int lesion, int view, int label, int channels) {
    String id = String.format(Locale.ROOT, "lesion %05d view %d", lesion, view);
    String key = "%s seed %d difficulty %s side %d".formatted(id, seed, difficulty, side);
    Picture image =
        Picture.drawn(
            "synthetic %d-band %s, class %d".formatted(channels, key, label),
            channels,
            side,
            side,
            () -> painter.picture(view, side, channels == 3 ? COLOUR : SPECTRAL, channels == 3));
    Picture mask =
        Picture.drawn(
            "synthetic mask of %s, class %d".formatted(key, label),
            1,
            side,
            side,
            () -> painter.mask(view, side));
    return new Item(id, label, "lesion %05d".formatted(lesion), "", image, mask);
  }

  private int frequent(double at) {
    double[] frequent = prevalence.of(classes);
    double left = at * Arrays.stream(frequent).limit(classes).sum();
    int label = 0;
    while (label < classes - 1 && left >= frequent[label]) {
      left -= frequent[label++];
    }
    return label;
  }
}
