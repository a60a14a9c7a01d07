package io.retort.data.synthetic;

import io.retort.data.ImageSource;
import io.retort.data.sets.Availability;
import io.retort.data.sets.Item;
import io.retort.data.sets.Listing;
import io.retort.data.sets.MelanomaFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generated lesions as melanoma folders hold them: benign (nevi and benign keratoses) and malignant
 * (melanomas and basal cell carcinomas) ones in about equal numbers, in parts {@code train} and
 * {@code test} that share no lesion.
 *
 * @param train images of the part train
 * @param test images of the part test
 * @param side height and width
 * @param difficulty 0 to 1: how much classes overlap
 * @param seed of the set
 */
public record MelanomaLesions(int train, int test, int side, double difficulty, long seed)
    implements ImageSource {
  private static final List<Integer> BENIGN = of("NV", "BKL");
  private static final List<Integer> MALIGNANT = of("MEL", "BCC");

  /** All eight classes are drawn alike, and half of them are kept. */
  private static final int DRAWN_PER_KEPT = 2;

  private static final int SPARE = 64;

  /** Checks the sizes. */
  public MelanomaLesions {
    if (train < 1 || test < 1) {
      throw new IllegalArgumentException(
          "train [%d] and test [%d] must be >= 1".formatted(train, test));
    }
  }

  private static List<Integer> of(String... classes) {
    return java.util.Arrays.stream(classes).map(Lesions.CLASSES::indexOf).toList();
  }

  @Override
  public Listing list(@Nullable Path data) {
    int drawn = DRAWN_PER_KEPT * (train + test) + SPARE;
    List<Item> all =
        new Lesions(drawn, side, Lesions.CLASSES.size(), Lesions.Prevalence.EQUAL, difficulty, seed)
            .list(data)
            .items();
    List<Item> items = new ArrayList<>();
    String lastOfTrain = "";
    for (Item item : all) {
      boolean malignant = MALIGNANT.contains(item.label());
      if (!malignant && !BENIGN.contains(item.label())) {
        continue;
      }
      boolean learnt = items.size() < train;
      if (!learnt && item.group().equals(lastOfTrain)) {
        continue; // a further view of a lesion that is learnt
      }
      lastOfTrain = learnt ? item.group() : lastOfTrain;
      items.add(
          new Item(
              item.id(),
              malignant ? 1 : 0,
              item.group(),
              learnt ? "train" : "test",
              item.image(),
              null));
      if (items.size() == train + test) {
        return new Listing(
            "synthetic melanoma folders",
            MelanomaFolders.CLASSES,
            items,
            Availability.complete(items.size()));
      }
    }
    throw new IllegalStateException(
        "[%d] drawn lesions are too few for %d and %d".formatted(drawn, train, test));
  }
}
