package io.retort.data.sets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.retort.data.DataException;
import io.retort.data.synthetic.Lesions;
import java.util.List;
import org.junit.jupiter.api.Test;

class BalancedSubsetTest {
  private static final Lesions LESIONS =
      new Lesions(200, 32, 7, Lesions.Prevalence.ISIC2019, .5, 3);

  private static List<String> ids(BalancedSubset subset) {
    return subset.list(null).items().stream().map(Item::id).toList();
  }

  @Test
  void hasAsManyOfEachClassInTheSetsOrder() {
    Lesions equal = new Lesions(200, 32, 7, Lesions.Prevalence.EQUAL, .5, 3);
    Listing some = new BalancedSubset(equal, 9, 1).list(null);
    assertArrayEquals(new int[] {9, 9, 9, 9, 9, 9, 9}, some.countByClass());
    List<String> all = equal.list(null).items().stream().map(Item::id).toList();
    int last = -1;
    for (Item item : some.items()) {
      int place = all.indexOf(item.id());
      assertTrue(place > last, item.id());
      last = place;
    }
  }

  @Test
  void anotherSeedChoosesOthersAndTheSameTheSame() {
    Lesions equal = new Lesions(200, 32, 7, Lesions.Prevalence.EQUAL, .5, 3);
    assertEquals(ids(new BalancedSubset(equal, 9, 1)), ids(new BalancedSubset(equal, 9, 1)));
    assertNotEquals(ids(new BalancedSubset(equal, 9, 1)), ids(new BalancedSubset(equal, 9, 2)));
  }

  @Test
  void tooRareAClassIsNamed() {
    DataException rare =
        assertThrows(DataException.class, () -> new BalancedSubset(LESIONS, 50, 1).list(null));
    assertTrue(rare.getMessage().contains("must be at least 50"), rare.getMessage());
  }
}
