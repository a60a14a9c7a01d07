package io.retort.experiment;

/** The lines that a run and its workers exchange: one JSON object each. */
final class WorkerProtocol {
  /** Marks a worker's lines, should anything else write to its output. */
  static final String MARK = "@retort ";

  /** A worker's first answer where its engine must be limited on this CPU. */
  static final String FAULTY = "faulty";

  private WorkerProtocol() {}

  /** What a worker is asked to train: enough to build the same plan again. */
  record Request(
      String experiment, String scale, String variant, String condition, long seed, String key) {
    static Request of(Plan.Entry entry) {
      Cell cell = entry.cell();
      return new Request(
          cell.experiment(),
          cell.scale().toString(),
          cell.variant(),
          cell.condition().toString(),
          cell.seed(),
          entry.key());
    }
  }

  /**
   * What a worker answers.
   *
   * @param kind ready or faulty; done or failed
   * @param message why it failed
   * @param residentBytes the worker's memory, 0 where unknown
   */
  record Reply(String kind, String message, long residentBytes) {}
}
