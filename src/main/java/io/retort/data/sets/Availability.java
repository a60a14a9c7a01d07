package io.retort.data.sets;

import io.retort.data.DataException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much of what is listed is there. Real downloads lack files, hold others, and hold broken
 * ones.
 *
 * @param listed rows of the publisher's table
 * @param missing ids of rows without an image
 * @param extra images that no row names
 * @param unreadable why images could not be decoded
 * @param unnamed rows that are missing without a name: the publisher has more than any table here
 *     lists
 */
public record Availability(
    int listed, List<String> missing, List<String> extra, List<String> unreadable, int unnamed) {
  private static final int NAMED = 10;

  /** Copies the lists. */
  public Availability {
    missing = List.copyOf(missing);
    extra = List.copyOf(extra);
    unreadable = List.copyOf(unreadable);
  }

  /** Of a set whose table lists all rows. */
  public Availability(
      int listed, List<String> missing, List<String> extra, List<String> unreadable) {
    this(listed, missing, extra, unreadable, 0);
  }

  /** The same, beside the number of rows that the publisher states. */
  public Availability ofPublished(int rows) {
    return rows <= listed
        ? this
        : new Availability(rows, missing, extra, unreadable, unnamed + rows - listed);
  }

  /** Everything is there. */
  public static Availability complete(int listed) {
    return new Availability(listed, List.of(), List.of(), List.of(), 0);
  }

  /** With images that turned out to be broken. */
  public Availability withUnreadable(List<String> more) {
    List<String> all = new ArrayList<>(unreadable);
    all.addAll(more);
    return new Availability(listed, missing, extra, all, unnamed);
  }

  /** With rows that lack something else. */
  public Availability withMissing(List<String> more) {
    List<String> all = new ArrayList<>(missing);
    all.addAll(more);
    return new Availability(listed, all, extra, unreadable, unnamed);
  }

  /** Rows whose image is there, and not known to be broken. */
  public int usable() {
    return listed - missing.size() - unreadable.size() - unnamed;
  }

  /** Share of the rows that is there, 0 to 1. */
  public double share() {
    return listed == 0 ? 0 : (double) usable() / listed;
  }

  /**
   * Insists on a share.
   *
   * @param set the data set's name, for the message
   * @param least 0 to 1; at least one row must be usable in any case
   * @throws DataException when less is there; names the first ten of what is missing or broken
   */
  public void require(String set, double least) {
    if (usable() == 0 || share() < least) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: share [%.1f %%] that is there must be at least %.1f %%: %s: complete the download, or"
                  + " allow less by --share or -Dretort.share",
              set,
              100 * share(),
              100 * least,
              this));
    }
  }

  /** Counts, and the first ten names of each kind. */
  @Override
  public String toString() {
    return "%d of %d rows are there".formatted(usable(), listed)
        + (unnamed == 0 ? "" : "; %d missing of which no table here knows".formatted(unnamed))
        + named("missing", missing)
        + named("extra", extra)
        + named("unreadable", unreadable);
  }

  private static String named(String what, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    return "; %d %s: %s%s"
        .formatted(
            names.size(),
            what,
            String.join(", ", names.subList(0, Math.min(NAMED, names.size()))),
            names.size() > NAMED ? ", ..." : "");
  }
}
