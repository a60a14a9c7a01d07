package io.retort.report;

import io.retort.data.DataException;
import io.retort.data.KeyedRandom;
import io.retort.data.augment.Augmentation;
import io.retort.data.augment.RandAugment;
import io.retort.data.augment.RandomAffine;
import io.retort.data.augment.RandomFlips;
import io.retort.data.image.HairRemoval;
import io.retort.data.image.Raster;
import io.retort.data.image.Resize;
import io.retort.data.image.ShadowRemoval;
import io.retort.data.sets.Contents;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.PublishedSet;
import io.retort.data.synthetic.Lesions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pictures of what is done to images: cleaning, augmentation, and the spectral bands. */
final class TreatmentPreviews {
  /** File names, without their ending, in the order of the page. */
  static final List<String> NAMES = List.of("cleaning", "augmentation", "multispectral");

  private static final int SIDE = 192;

  private TreatmentPreviews() {}

  static void write(Path folder, @Nullable Path data, Consumer<String> say) throws IOException {
    int nevus = Lesions.CLASSES.indexOf("NV");
    Listing nevi =
        new Lesions(160, SIDE, 8, Lesions.Prevalence.EQUAL, .3, 3)
            .list(null)
            .where(item -> item.label() == nevus);
    List<Raster> originals = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (PublishedSet.HAM10000.isAtHand(data)) {
      try {
        for (Item item : hairiest(PublishedSet.HAM10000.list(data).present(), 5)) {
          originals.add(Objects.requireNonNull(item.image()).read());
          names.add(item.id().replace('_', ' '));
        }
      } catch (DataException e) {
        say.accept("only generated images are shown cleaned: " + e.getMessage());
      }
    }
    for (Item item : hairiest(nevi, 3)) {
      originals.add(Objects.requireNonNull(item.image()).read());
      names.add("generated");
    }
    ContactSheet cleaning =
        new ContactSheet(
            "Cleaning", 192, List.of("original", "hair removed", "shadow removed", "both"));
    ContactSheet augmentation =
        new ContactSheet(
            "Augmentation", 128, List.of("original", "flips, affine", "RandAugment N=2 M=9"));
    Augmentation affine =
        new Augmentation.Chain(
            List.of(new RandomFlips(.5, .5, .5), new RandomAffine(30, .1, .1, 1)));
    for (int i = 0; i < originals.size(); i++) {
      Raster image = Resize.to(originals.get(i).centreSquare(), SIDE, SIDE);
      Raster bald = HairRemoval.of(image);
      cleaning.row(
          names.get(i),
          List.of(image),
          List.of(bald),
          List.of(ShadowRemoval.of(image)),
          List.of(ShadowRemoval.of(bald)));
      augmentation.row(
          names.get(i),
          List.of(image),
          changed(affine, image, 4),
          changed(RandAugment.standard(), image, 5));
    }
    List<ContactSheet> sheets = List.of(cleaning, augmentation, spectral());
    for (int i = 0; i < NAMES.size(); i++) {
      Path file = folder.resolve(NAMES.get(i) + ".png");
      sheets.get(i).write(file);
      say.accept("wrote " + file);
    }
  }

  private static List<Raster> changed(Augmentation augmentation, Raster image, int count) {
    List<Raster> changed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changed.add(augmentation.apply(image, 3, KeyedRandom.of(1, "preview", i)));
    }
    return changed;
  }

  /** Images on which hair removal changes most, of the first hundred that can be decoded. */
  private static List<Item> hairiest(Listing listing, int count) {
    int[] first = IntStream.range(0, Math.min(100, listing.count())).toArray();
    Listing some = Contents.of(listing.pick(first)).listing().present();
    record Scored(Item item, long score) {}
    return some.items().parallelStream()
        .map(
            item -> {
              Raster image = Resize.to(Objects.requireNonNull(item.image()).read(), SIDE, SIDE);
              byte[] bald = HairRemoval.of(image).planes();
              long change = 0;
              for (int i = 0; i < bald.length; i++) {
                change += Math.abs((bald[i] & 0xff) - (image.planes()[i] & 0xff));
              }
              return new Scored(item, change);
            })
        .sorted((a, b) -> Long.compare(b.score(), a.score()))
        .limit(count)
        .map(Scored::item)
        .toList();
  }

  private static ContactSheet spectral() {
    Lesions lesions = new Lesions(24, SIDE, 7, Lesions.Prevalence.EQUAL, .3, 2);
    Listing colour = lesions.list(null);
    Listing bands = new Lesions.Multispectral(lesions).list(null);
    ContactSheet sheet =
        new ContactSheet(
            "Generated lesions in colour and in five bands",
            96,
            List.of("colour", "450 nm", "520 nm", "590 nm", "660 nm", "780 nm"));
    for (int label = 0; label < colour.classes().size(); label++) {
      for (int i = 0; i < colour.count(); i++) {
        if (colour.items().get(i).label() == label) {
          Raster spectrum = Objects.requireNonNull(bands.items().get(i).image()).read();
          sheet.row(
              colour.classes().get(label),
              List.of(Objects.requireNonNull(colour.items().get(i).image()).read()),
              List.of(spectrum.slice(0, 1)),
              List.of(spectrum.slice(1, 2)),
              List.of(spectrum.slice(2, 3)),
              List.of(spectrum.slice(3, 4)),
              List.of(spectrum.slice(4, 5)));
          break;
        }
      }
    }
    return sheet;
  }
}
