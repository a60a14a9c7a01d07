package io.retort.data.sets;

import io.retort.data.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A division of a listing's rows.
 *
 * @param parts indices of rows by part's name, ascending; in the order train, validation, test
 */
public record Split(Map<String, int[]> parts) {
  private static final List<String> NAMES = List.of("train", "validation", "test");
  private static final List<String> TWO = List.of("train", "validation");

  /** How rows are divided. */
  public enum By {
    /** Each row on its own, at random. */
    ITEM,
    /** Each row on its own, class by class. */
    STRATIFIED_ITEM,
    /** Rows of one group stay together, class by class. */
    GROUP
  }

  /**
   * Divides rows.
   *
   * <p>By item, a part takes floor(share x rows), of all or of each class, and the last part what
   * is left: this gives the sizes that davidi2024 (17,728, 5,062 and 2,541; by class) and
   * vanmolle2021 (24,064 and 1,267; of all) print. By group, the groups of a class (that of most of
   * their rows) go, largest first and otherwise in random order, where most rows are still due.
   *
   * @param shares whole numbers in proportion, two (train, validation) or three (with test)
   * @throws IllegalArgumentException when shares are not two or three positive numbers
   */
  public static Split of(Listing listing, By by, long seed, int... shares) {
    if (shares.length < 2 || shares.length > 3 || Arrays.stream(shares).anyMatch(s -> s < 1)) {
      throw new IllegalArgumentException(
          "shares %s must be two or three numbers >= 1".formatted(Arrays.toString(shares)));
    }
    List<List<Integer>> parts = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      parts.add(new ArrayList<>());
    }
    int[] labels = by == By.ITEM ? new int[listing.count()] : labels(listing, by == By.GROUP);
    int classes = Math.max(1, listing.classes().size());
    for (int c = 0; c < classes; c++) {
      int label = c;
      int[] rows =
          IntStream.range(0, listing.count()).filter(row -> labels[row] == label).toArray();
      if (by == By.GROUP) {
        byGroup(listing, rows, shares, parts, seed, label);
      } else {
        byItem(rows, shares, parts, seed, label);
      }
    }
    return named(parts);
  }

  /**
   * The publisher's own parts.
   *
   * @throws IllegalArgumentException when a row is in none of them
   */
  public static Split published(Listing listing) {
    for (Item item : listing.items()) {
      if (!NAMES.contains(item.part())) {
        throw new IllegalArgumentException(
            "%s: part [%s] of %s must be one of %s: divide the set by shares"
                .formatted(listing.name(), item.part(), item.id(), NAMES));
      }
    }
    Map<String, int[]> parts = new LinkedHashMap<>();
    for (String name : NAMES) {
      int[] rows =
          IntStream.range(0, listing.count())
              .filter(row -> listing.items().get(row).part().equals(name))
              .toArray();
      if (rows.length > 0) {
        parts.put(name, rows);
      }
    }
    return new Split(parts);
  }

  /** The rows of a part; none where the split has no such part. */
  public int[] rows(String part) {
    return parts.getOrDefault(part, new int[0]);
  }

  private static void byItem(
      int[] rows, int[] shares, List<List<Integer>> parts, long seed, int label) {
    int[] order = KeyedRandom.permutation(rows.length, KeyedRandom.of(seed, "split", label));
    long total = Arrays.stream(shares).asLongStream().sum();
    int from = 0;
    for (int part = 0; part < shares.length; part++) {
      int size =
          part == shares.length - 1
              ? rows.length - from
              : (int) ((long) rows.length * shares[part] / total);
      for (int i = from; i < from + size; i++) {
        parts.get(part).add(rows[order[i]]);
      }
      from += size;
    }
  }

  private static void byGroup(
      Listing listing, int[] rows, int[] shares, List<List<Integer>> parts, long seed, int label) {
    Map<String, List<Integer>> groups = new TreeMap<>();
    for (int row : rows) {
      groups.computeIfAbsent(listing.items().get(row).group(), g -> new ArrayList<>()).add(row);
    }
    List<List<Integer>> inOrder = new ArrayList<>(groups.values());
    int[] order = KeyedRandom.permutation(inOrder.size(), KeyedRandom.of(seed, "split", label));
    List<List<Integer>> shuffled = new ArrayList<>();
    for (int i : order) {
      shuffled.add(inOrder.get(i));
    }
    shuffled.sort(Comparator.<List<Integer>>comparingInt(List::size).reversed());
    double total = Arrays.stream(shares).asLongStream().sum();
    double[] due = Arrays.stream(shares).mapToDouble(s -> s / total * rows.length).toArray();
    for (List<Integer> group : shuffled) {
      int most = 0;
      for (int part = 1; part < due.length; part++) {
        most = due[part] > due[most] ? part : most;
      }
      parts.get(most).addAll(group);
      due[most] -= group.size();
    }
  }

  /** The class of each row; for groups, that of most rows of the group, the smaller on a tie. */
  private static int[] labels(Listing listing, boolean ofGroup) {
    if (!ofGroup) {
      return listing.labels();
    }
    Map<String, int[]> votes = new TreeMap<>();
    for (Item item : listing.items()) {
      votes.computeIfAbsent(item.group(), g -> new int[listing.classes().size()])[item.label()]++;
    }
    return listing.items().stream()
        .mapToInt(
            item -> {
              int[] counts = votes.getOrDefault(item.group(), new int[1]);
              int best = 0;
              for (int c = 1; c < counts.length; c++) {
                best = counts[c] > counts[best] ? c : best;
              }
              return best;
            })
        .toArray();
  }

  private static Split named(List<List<Integer>> parts) {
    Map<String, int[]> named = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      named.put(
          (parts.size() == 2 ? TWO : NAMES).get(i),
          parts.get(i).stream().mapToInt(Integer::intValue).sorted().toArray());
    }
    return new Split(named);
  }
}
