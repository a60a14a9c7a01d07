package io.retort.experiment;

import java.util.List;

/** Runs the cells of a plan that the store does not hold yet. */
public interface Executor {
  /**
   * Runs them, needed cells first.
   *
   * @throws CellsFailedException when cells failed twice; all others are stored by then
   */
  void run(Plan plan, ResultStore store, Progress progress);

  /** Cells that could not be trained. */
  final class CellsFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With one line per failed cell. */
    public CellsFailedException(List<String> failures) {
      super(
          "%d cells failed twice; what the others gave is stored:%n%s"
              .formatted(failures.size(), String.join(System.lineSeparator(), failures)));
    }
  }
}
