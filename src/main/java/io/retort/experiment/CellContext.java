package io.retort.experiment;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import io.retort.claim.Condition;
import io.retort.training.Checkpoint;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** What a cell may use while it trains. */
public interface CellContext {
  /** Where real data lies. */
  DataDirectory data();

  /** The device to train on. */
  Device device();

  /** Published weights by their id, where they are at hand. */
  Optional<Path> pretrained(String id);

  /** The weights of a cell that this one needs, same seed. */
  byte[] weightsOf(Condition needed);

  /** The state that the training of a cell that this one needs ended in, same seed. */
  byte[] stateOf(Condition needed);

  /** Where the training saves and resumes. */
  Checkpoint checkpoint();

  /** Told the number of steps done, after each. */
  IntConsumer afterStep();

  /** Owner of the cell's tensors; closed when the cell ends. */
  NDManager manager();

  /**
   * Something that many cells share, such as the test set on the device.
   *
   * @param make makes it on first use; tensors belong to the manager given
   */
  <T> T shared(String name, Class<T> type, Function<NDManager, T> make);
}
