package io.retort.experiment;

/** Told how a run goes. */
public interface Progress extends AutoCloseable {
  /**
   * The run starts.
   *
   * @param title what is run
   * @param total cells of the plan
   * @param found cells that the store already holds
   */
  void start(String title, int total, int found);

  /** A cell is done. */
  void done(Cell cell);

  /** Something worth a line happened. */
  void say(String message);

  @Override
  void close();

  /** Says nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void start(String title, int total, int found) {}

      @Override
      public void done(Cell cell) {}

      @Override
      public void say(String message) {}

      @Override
      public void close() {}
    };
  }
}
