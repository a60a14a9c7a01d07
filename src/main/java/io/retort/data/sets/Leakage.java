package io.retort.data.sets;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one part of a split knows of another.
 *
 * @param from the part that is trained on
 * @param to the part that is measured on
 * @param items rows of {@code to}
 * @param ungrouped rows of {@code to} of which no group is known
 * @param sharedGroups groups, such as lesions, with rows in both parts
 * @param itemsOfSharedGroups rows of {@code to} in such groups
 * @param compared rows of {@code to} whose image is there and was compared byte by byte
 * @param identicalImages rows of {@code to} whose image is also in {@code from}
 */
public record Leakage(
    String from,
    String to,
    int items,
    int ungrouped,
    int sharedGroups,
    int itemsOfSharedGroups,
    int compared,
    int identicalImages) {

  /** Whether nothing was found; says little where no groups are known. */
  public boolean clean() {
    return sharedGroups == 0 && identicalImages == 0;
  }

  /**
   * Checks every later part of a split against every earlier one.
   *
   * @param hashes fingerprint of the image by id, as {@link Contents} holds; ids without one are
   *     not compared
   */
  public static List<Leakage> of(Listing listing, Split split, Map<String, String> hashes) {
    List<String> names = List.copyOf(split.parts().keySet());
    List<Leakage> found = new ArrayList<>();
    for (int from = 0; from < names.size(); from++) {
      for (int to = from + 1; to < names.size(); to++) {
        found.add(between(listing, split, names.get(from), names.get(to), hashes));
      }
    }
    return found;
  }

  private static Leakage between(
      Listing listing, Split split, String from, String to, Map<String, String> hashes) {
    Set<String> groups = new HashSet<>();
    Set<String> images = new HashSet<>();
    for (int row : split.rows(from)) {
      Item item = listing.items().get(row);
      groups.add(item.group());
      String hash = hashes.get(item.id());
      if (hash != null) {
        images.add(hash);
      }
    }
    Set<String> shared = new HashSet<>();
    int affected = 0;
    int ungrouped = 0;
    int compared = 0;
    int identical = 0;
    int[] rows = split.rows(to);
    for (int row : rows) {
      Item item = listing.items().get(row);
      ungrouped += item.isGrouped() ? 0 : 1;
      if (item.isGrouped() && groups.contains(item.group())) {
        shared.add(item.group());
        affected++;
      }
      String hash = hashes.get(item.id());
      if (hash != null) {
        compared++;
        identical += images.contains(hash) ? 1 : 0;
      }
    }
    return new Leakage(
        from, to, rows.length, ungrouped, shared.size(), affected, compared, identical);
  }
}
