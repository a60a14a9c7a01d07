package io.retort.data.catalogue;

import io.retort.data.DataException;
import io.retort.data.sets.Contents;
import io.retort.data.sets.Item;
import io.retort.data.sets.Leakage;
import io.retort.data.sets.Listing;
import io.retort.data.sets.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a set: for the data page.
 *
 * @param generated whether the project draws it itself
 * @param uses papers whose experiments use it, or sets it stands for
 * @param state {@code at hand}, {@code not at hand} or {@code broken: ...}
 * @param availability how much of it is there; empty where nothing is
 * @param classes rows of each class, and those whose image is there
 * @param splits how it is divided, and what leaks
 * @param fingerprint of what is there; empty where nothing is
 * @param picture file name of the preview; empty where there is none
 */
public record DataSummary(
    String id,
    String title,
    boolean generated,
    List<String> uses,
    String page,
    String licence,
    String citation,
    String access,
    String state,
    String availability,
    List<ClassCount> classes,
    List<SplitSummary> splits,
    String fingerprint,
    String picture) {
  private static final long SEED = 1;

  /** Rows of a class. */
  public record ClassCount(String name, int listed, int there) {}

  /**
   * A way to divide a set.
   *
   * @param name such as "by lesion, 75:10:15"
   * @param sizes rows by part
   * @param leakage what each later part shares with each earlier one
   */
  public record SplitSummary(String name, List<PartSize> sizes, List<Leakage> leakage) {}

  /** Rows of a part. */
  public record PartSize(String part, int rows) {}

  /**
   * Summarises a published set; one that is broken says why.
   *
   * @param data the data directory
   * @param picture file name of its preview; empty where there is none
   */
  public static DataSummary of(Catalogue.Entry entry, @Nullable Path data, String picture) {
    String state = "not at hand";
    Listing listing = null;
    if (entry.set().isAtHand(data)) {
      try {
        listing = entry.set().list(data);
        state = "at hand";
      } catch (DataException e) {
        state = "broken: " + e.getMessage();
      }
    }
    return of(
        entry.id(),
        entry.title(),
        false,
        entry.papers(),
        entry.page(),
        entry.licence(),
        entry.citation(),
        entry.access(),
        state,
        listing,
        picture);
  }

  /** Summarises a generated set. */
  public static DataSummary of(GeneratedSet set, String picture) {
    return of(
        set.id(),
        set.title(),
        true,
        set.standsFor(),
        "",
        "Apache 2.0, as the project",
        "",
        "generated",
        "at hand",
        set.list(),
        picture);
  }

  private static DataSummary of(
      String id,
      String title,
      boolean generated,
      List<String> uses,
      String page,
      String licence,
      String citation,
      String access,
      String state,
      @Nullable Listing listing,
      String picture) {
    List<ClassCount> classes = new ArrayList<>();
    List<SplitSummary> splits = new ArrayList<>();
    String availability = "";
    String fingerprint = "";
    if (listing != null) {
      Contents contents = Contents.of(listing);
      listing = contents.listing();
      availability = listing.availability().toString();
      int[] listed = listing.countByClass();
      int[] there = listing.present().countByClass();
      for (int c = 0; c < listed.length; c++) {
        classes.add(new ClassCount(listing.classes().get(c), listed[c], there[c]));
      }
      fingerprint = contents.fingerprint();
      for (Map.Entry<String, Split> split : splits(id, listing).entrySet()) {
        List<PartSize> sizes = new ArrayList<>();
        split
            .getValue()
            .parts()
            .forEach((part, rows) -> sizes.add(new PartSize(part, rows.length)));
        splits.add(
            new SplitSummary(
                split.getKey(), sizes, Leakage.of(listing, split.getValue(), contents.images())));
      }
    }
    return new DataSummary(
        id,
        title,
        generated,
        uses,
        page,
        licence,
        citation,
        access,
        state,
        availability,
        classes,
        splits,
        fingerprint,
        picture);
  }

  /** The ways in which the papers divide a set, and what else is worth comparing. */
  private static Map<String, Split> splits(String id, Listing listing) {
    Map<String, Split> splits = new LinkedHashMap<>();
    switch (id) {
      case "ham10000", "lesions" -> {
        splits.put("by lesion, 75:10:15", Split.of(listing, Split.By.GROUP, SEED, 75, 10, 15));
        splits.put(
            "by image, class by class, 75:10:15",
            Split.of(listing, Split.By.STRATIFIED_ITEM, SEED, 75, 10, 15));
      }
      case "isic2019" -> {
        splits.put(
            "by image, class by class, 70:20:10 (davidi2024)",
            Split.of(listing, Split.By.STRATIFIED_ITEM, SEED, 70, 20, 10));
        splits.put("by image, 95:5 (vanmolle2021)", Split.of(listing, Split.By.ITEM, SEED, 95, 5));
        splits.put("by lesion, 70:20:10", Split.of(listing, Split.By.GROUP, SEED, 70, 20, 10));
      }
      case "lgg", "brain" -> {
        splits.put("by patient, 75:10:15", Split.of(listing, Split.By.GROUP, SEED, 75, 10, 15));
        splits.put("by slice, 75:10:15", Split.of(listing, Split.By.ITEM, SEED, 75, 10, 15));
      }
      case "tissue", "histopathologic" ->
          splits.put(
              "by image, class by class, 75:10:15",
              Split.of(listing, Split.By.STRATIFIED_ITEM, SEED, 75, 10, 15));
      default -> {
        if (listing.items().stream().map(Item::part).distinct().count() > 1) {
          splits.put("as published", Split.published(listing));
        }
      }
    }
    return splits;
  }
}
