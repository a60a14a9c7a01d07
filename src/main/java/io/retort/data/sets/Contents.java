package io.retort.data.sets;

import io.retort.data.DataException;
import io.retort.data.image.Raster;
import io.retort.provenance.Fingerprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the files of a listing hold: every image and mask was read, hashed and decoded.
 *
 * @param listing the same rows; those whose image or mask cannot be decoded have none, and are
 *     named in the availability
 * @param images fingerprint of each image as stored, by id
 * @param fingerprint of all that is readable: ids, labels, groups, parts, images and masks
 */
public record Contents(Listing listing, Map<String, String> images, String fingerprint) {
  private record Found(Item item, String image, String whole, @Nullable String trouble) {}

  /** Reads all files of a listing, by all cores. */
  public static Contents of(Listing listing) {
    List<Found> all =
        listing.items().parallelStream()
            .map(item -> found(item, item.image()))
            .collect(Collectors.toList());
    List<Item> items = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    Map<String, String> images = new HashMap<>();
    Map<String, String> whole = new HashMap<>();
    for (Found found : all) {
      Item item = found.item();
      if (found.trouble() != null) {
        unreadable.add(found.trouble());
        item = new Item(item.id(), item.label(), item.group(), item.part(), null, null);
      } else if (item.image() != null) {
        images.put(item.id(), found.image());
        whole.put(item.id(), found.whole());
      }
      items.add(item);
    }
    Listing readable =
        new Listing(
            listing.name(),
            listing.classes(),
            items,
            listing.availability().withUnreadable(unreadable));
    return new Contents(readable, images, readable.fingerprint(whole));
  }

  private static Found found(Item item, @Nullable Picture picture) {
    if (picture == null) {
      return new Found(item, "", "", null);
    }
    try {
      byte[] bytes = picture.bytes();
      Raster image = picture.decode(bytes);
      Fingerprint whole = Fingerprint.start().add(bytes);
      Picture mask = item.mask();
      if (mask != null) {
        byte[] maskBytes = mask.bytes();
        item.checkSizes(image, mask.decode(maskBytes));
        whole.add(maskBytes);
      }
      return new Found(item, Fingerprint.of(bytes), whole.hex(), null);
    } catch (DataException e) {
      return new Found(item, "", "", String.valueOf(e.getMessage()));
    }
  }
}
