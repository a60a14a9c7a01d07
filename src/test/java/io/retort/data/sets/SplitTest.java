package io.retort.data.sets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  /** Rows per class of ISIC 2019: its ground truth, summed. */
  private static final int[] ISIC_2019 = {4522, 12_875, 3323, 867, 2624, 239, 253, 628};

  private static Listing listing(int[] perClass, int imagesPerGroup) {
    List<Item> items = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (int c = 0; c < perClass.length; c++) {
      classes.add("class " + c);
      for (int i = 0; i < perClass[c]; i++) {
        String id = c + "/" + i;
        items.add(new Item(id, c, c + "/" + i / imagesPerGroup, "", null, null));
      }
    }
    return new Listing("test", classes, items, Availability.complete(items.size()));
  }

  private static int[] sizes(Split split) {
    return split.parts().values().stream().mapToInt(rows -> rows.length).toArray();
  }

  @Test
  void classByClassGivesTheSizesThatDavidi2024Prints() {
    // davidi2024, Section 3: 17,728, 5,062 and 2,541 images.
    Split split = Split.of(listing(ISIC_2019, 1), Split.By.STRATIFIED_ITEM, 7, 70, 20, 10);
    assertArrayEquals(new int[] {17_728, 5_062, 2_541}, sizes(split));
  }

  @Test
  void atRandomGivesTheSizesThatVanmolle2021Prints() {
    // vanmolle2021, Section 4.1.2: 24,064 and 1,267 images.
    Split split = Split.of(listing(ISIC_2019, 1), Split.By.ITEM, 7, 95, 5);
    assertArrayEquals(new int[] {24_064, 1_267}, sizes(split));
  }

  @Test
  void everyRowIsInOnePart() {
    Listing listing = listing(new int[] {31, 7, 100}, 3);
    for (Split.By by : Split.By.values()) {
      Split split = Split.of(listing, by, 3, 75, 10, 15);
      int[] all = split.parts().values().stream().flatMapToInt(Arrays::stream).sorted().toArray();
      assertArrayEquals(IntStream.range(0, 138).toArray(), all, by.toString());
    }
  }

  @Test
  void groupsStayTogetherAndSharesAreKeptClassByClass() {
    Listing listing = listing(new int[] {400, 200, 100}, 4);
    Split split = Split.of(listing, Split.By.GROUP, 3, 75, 10, 15);
    Set<String> seen = new HashSet<>();
    split
        .parts()
        .forEach(
            (part, rows) -> {
              Set<String> own = new HashSet<>();
              Arrays.stream(rows).forEach(row -> own.add(listing.items().get(row).group()));
              own.forEach(group -> assertTrue(seen.add(group), group + " is in two parts"));
            });
    assertArrayEquals(
        new int[] {300, 148, 76}, listing.pick(split.rows("train")).countByClass(), 4);
    assertArrayEquals(new int[] {60, 32, 16}, listing.pick(split.rows("test")).countByClass(), 4);
  }

  private static void assertArrayEquals(int[] expected, int[] actual, int within) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], within, "place " + i);
    }
  }

  private static void assertArrayEquals(int[] expected, int[] actual) {
    org.junit.jupiter.api.Assertions.assertArrayEquals(expected, actual);
  }

  private static void assertArrayEquals(int[] expected, int[] actual, String message) {
    org.junit.jupiter.api.Assertions.assertArrayEquals(expected, actual, message);
  }

  @Test
  void aGroupOfSeveralClassesGoesByTheMostFrequent() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      items.add(new Item("a" + i, i % 4 == 3 ? 1 : 0, "g" + i / 4, "", null, null));
    }
    Listing listing = new Listing("test", List.of("x", "y"), items, Availability.complete(40));
    Split split = Split.of(listing, Split.By.GROUP, 1, 1, 1);
    assertArrayEquals(new int[] {20, 20}, sizes(split));
    assertTrue(Leakage.of(listing, split, Map.of()).get(0).clean());
  }

  @Test
  void seedsGiveOtherSplitsAndTheSameSeedTheSame() {
    Listing listing = listing(new int[] {50, 50}, 1);
    int[] first = Split.of(listing, Split.By.STRATIFIED_ITEM, 1, 70, 30).rows("train");
    assertArrayEquals(first, Split.of(listing, Split.By.STRATIFIED_ITEM, 1, 70, 30).rows("train"));
    assertFalse(
        Arrays.equals(first, Split.of(listing, Split.By.STRATIFIED_ITEM, 2, 70, 30).rows("train")));
  }

  @Test
  void sharesMustBeTwoOrThreePositiveNumbers() {
    Listing listing = listing(new int[] {5}, 1);
    for (int[] shares : new int[][] {{1}, {1, 2, 3, 4}, {1, 0}}) {
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> Split.of(listing, Split.By.ITEM, 1, shares))
              .getMessage();
      assertTrue(message.contains("must be two or three numbers >= 1"), message);
    }
  }

  @Test
  void aSplitByImageLeaksLesionsAndIsSaidTo() {
    // Two images of each lesion, half to each side: a test image's twin is in train with
    // probability 100 / 199, so about half of the 100 test images leak.
    Listing listing = listing(new int[] {200}, 2);
    Leakage byImage =
        Leakage.of(listing, Split.of(listing, Split.By.ITEM, 1, 1, 1), Map.of()).get(0);
    assertEquals(50, byImage.itemsOfSharedGroups(), 15);
    assertEquals(byImage.itemsOfSharedGroups(), byImage.sharedGroups());
    assertEquals(100, byImage.items());
    assertFalse(byImage.clean());
    Leakage byGroup =
        Leakage.of(listing, Split.of(listing, Split.By.GROUP, 1, 1, 1), Map.of()).get(0);
    assertTrue(byGroup.clean());
    assertEquals(0, byGroup.ungrouped());
  }

  @Test
  void rowsWithoutAKnownGroupAreCounted() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      items.add(new Item("i" + i, 0, i < 4 ? "lesion" : "i" + i, "", null, null));
    }
    Listing listing = new Listing("test", List.of("x"), items, Availability.complete(10));
    Leakage found =
        Leakage.of(listing, Split.of(listing, Split.By.GROUP, 1, 1, 1), Map.of()).get(0);
    assertEquals(5, found.ungrouped(), "the lesion and one more go to train");
  }

  @Test
  void identicalImagesUnderOtherNamesAreFound() {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Picture picture = MiniFiles.plain("p" + i, 4, i < 4 ? i : i - 4);
      items.add(new Item("i" + i, 0, "g" + i, i < 4 ? "train" : "test", picture, null));
    }
    Listing listing = new Listing("test", List.of("x"), items, Availability.complete(6));
    Leakage found =
        Leakage.of(listing, Split.published(listing), Contents.of(listing).images()).get(0);
    assertEquals(2, found.identicalImages());
    assertEquals(2, found.compared());
    assertEquals(0, found.sharedGroups());
  }

  @Test
  void aSetWithoutPublishedPartsSaysSo() {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Split.published(listing(new int[] {3}, 1)))
            .getMessage();
    assertTrue(
        message.contains("part [] of 0/0 must be one of [train, validation, test]"), message);
  }

  @Test
  void largeSharesDoNotOverflow() {
    Split split =
        Split.of(listing(new int[] {10}, 1), Split.By.ITEM, 1, 1_500_000_000, 1_500_000_000);
    assertArrayEquals(new int[] {5, 5}, sizes(split));
  }
}
