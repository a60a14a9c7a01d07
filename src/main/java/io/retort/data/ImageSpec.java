package io.retort.data;

import io.retort.data.cache.Transform;
import io.retort.data.sets.Listing;
import io.retort.data.sets.Split;
import java.util.List;

/**
 * A data set of images as a recipe names it: where from, in what form, how divided.
 *
 * @param by how rows are divided; ignored where no shares are given
 * @param shares of train, validation and test, such as 75, 10, 15; none for the publisher's parts
 */
public record ImageSpec(ImageSource source, Transform transform, Split.By by, List<Integer> shares)
    implements DataSpec {
  /** Copies the shares. */
  public ImageSpec {
    shares = List.copyOf(shares);
  }

  /** The publisher's own parts. */
  public static ImageSpec published(ImageSource source, Transform transform) {
    return new ImageSpec(source, transform, Split.By.ITEM, List.of());
  }

  /** Divides a listing of the source, usually that of the decoded tensor. */
  public Split split(Listing listing, long seed) {
    return shares.isEmpty()
        ? Split.published(listing)
        : Split.of(listing, by, seed, shares.stream().mapToInt(Integer::intValue).toArray());
  }
}
