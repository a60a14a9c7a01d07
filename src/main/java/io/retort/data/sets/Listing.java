package io.retort.data.sets;

import io.retort.data.DataException;
import io.retort.provenance.Fingerprint;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a data set holds, before any image is decoded.
 *
 * @param name for messages and pages
 * @param classes names by label
 * @param items all rows, in the publisher's order, those without an image included
 */
public record Listing(
    String name, List<String> classes, List<Item> items, Availability availability) {

  /**
   * Checks ids and labels.
   *
   * @throws DataException when an id occurs twice or a label is no class
   */
  public Listing {
    classes = List.copyOf(classes);
    items = List.copyOf(items);
    Set<String> ids = new HashSet<>();
    for (Item item : items) {
      if (!ids.add(item.id())) {
        throw new DataException(
            "%s: id [%s] occurs twice: remove one of the rows".formatted(name, item.id()));
      }
      if (item.label() < 0 || item.label() >= classes.size()) {
        throw new DataException(
            "%s: label [%d] of %s must be 0 to %d"
                .formatted(name, item.label(), item.id(), classes.size() - 1));
      }
    }
  }

  /** The rows with an image. */
  public Listing present() {
    return where(item -> item.image() != null);
  }

  /** The rows with an image and a mask; images without a mask count as missing. */
  public Listing withMasks() {
    List<String> unmasked =
        items.stream()
            .filter(item -> item.image() != null && item.mask() == null)
            .map(item -> item.id() + " (its mask)")
            .toList();
    return new Listing(
        name,
        classes,
        items.stream().filter(item -> item.image() != null && item.mask() != null).toList(),
        availability.withMissing(unmasked));
  }

  /** The rows of one of the publisher's own parts. */
  public Listing part(String part) {
    return where(item -> item.part().equals(part));
  }

  /** Some of the rows; the availability stays that of the whole. */
  public Listing where(Predicate<Item> keep) {
    return new Listing(name, classes, items.stream().filter(keep).toList(), availability);
  }

  /** Rows by index. */
  public Listing pick(int[] indices) {
    return new Listing(
        name,
        classes,
        java.util.Arrays.stream(indices).mapToObj(items::get).toList(),
        availability);
  }

  /** Number of rows. */
  public int count() {
    return items.size();
  }

  /** The class of every row. */
  public int[] labels() {
    return items.stream().mapToInt(Item::label).toArray();
  }

  /** The group of every row. */
  public String[] groups() {
    return items.stream().map(Item::group).toArray(String[]::new);
  }

  /** Rows per class. */
  public int[] countByClass() {
    int[] counts = new int[classes.size()];
    items.forEach(item -> counts[item.label()]++);
    return counts;
  }

  /**
   * Fingerprint of the rows whose content is given: ids, labels, groups, parts and contents.
   *
   * @param contents fingerprint of what is stored of an item, by id
   */
  public String fingerprint(Map<String, String> contents) {
    Fingerprint fingerprint = Fingerprint.start().add(String.join(",", classes));
    for (Item item : items) {
      String content = contents.get(item.id());
      if (content != null) {
        fingerprint
            .add(item.id())
            .add(Integer.toString(item.label()))
            .add(item.group())
            .add(item.part())
            .add(content);
      }
    }
    return fingerprint.hex();
  }
}
