package io.retort.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How long a network is trained; part of the result's key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Length {
  /** Steps for a number of items, cut into batches, each epoch's last one smaller. */
  int iterations(int items, int batchSize);

  /** A number of steps. */
  record Iterations(int count) implements Length {
    /** Checks the count. */
    public Iterations {
      check("iterations", count);
    }

    @Override
    public int iterations(int items, int batchSize) {
      return count;
    }
  }

  /** A number of passes over all items. */
  record Epochs(int count) implements Length {
    /** Checks the count. */
    public Epochs {
      check("epochs", count);
    }

    @Override
    public int iterations(int items, int batchSize) {
      return Math.multiplyExact(count, BatchOrder.perEpoch(items, batchSize));
    }
  }

  /**
   * A number of passes at most: the training ends after so many of them in a row that did not lower
   * what the validation part is asked for.
   */
  record Patient(int most, int patience) implements Length {
    /** Checks the counts. */
    public Patient {
      check("most", most);
      check("patience", patience);
    }

    @Override
    public int iterations(int items, int batchSize) {
      return new Epochs(most).iterations(items, batchSize);
    }
  }

  private static void check(String what, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("%s [%d] must be >= 1".formatted(what, count));
    }
  }
}
