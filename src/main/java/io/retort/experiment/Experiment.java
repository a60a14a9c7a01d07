package io.retort.experiment;

import io.retort.claim.Condition;
import io.retort.training.Recipe;
import io.retort.training.Scale;
import java.util.List;
import java.util.Map;

/**
 * One table or figure of a paper: a grid of conditions, each with its recipe.
 *
 * <p>Implementations are found by {@link java.util.ServiceLoader}. They hold no state but caches.
 */
public interface Experiment {
  /** {@code paper/name}. */
  String id();

  /** The question it answers, in one sentence. */
  String question();

  /** Where in the paper it is. */
  String source();

  /**
   * The declared readings of what the paper leaves open, the default first, each with a sentence.
   * Empty where nothing is open.
   */
  Map<String, String> readings();

  /** The grid at a scale. */
  List<Condition> conditions(Scale scale);

  /** Whether a condition's training depends on the reading. */
  boolean depends(Condition condition);

  /** The conditions that must be trained before, such as a student's teacher. */
  List<Condition> needs(Condition condition);

  /** How a condition is trained. */
  Recipe recipe(Scale scale, String reading, Condition condition);

  /** The data set of a scale in words. */
  String dataName(Scale scale);

  /** Whether data with this fingerprint is the data that the paper used. */
  boolean isPaperData(String fingerprint);

  /**
   * Fingerprint of exactly the data that a scale uses.
   *
   * @throws io.retort.data.DataException when the data is missing or broken
   */
  String dataFingerprint(Scale scale, DataDirectory data);

  /** Trains and evaluates one cell. */
  Measured train(Cell cell, CellContext context);

  /** The metrics the gate watches, with the number of test items behind each (0 if none). */
  Map<String, Long> gatedMetrics(Scale scale);

  /**
   * Whether the gate watches a condition. Few seeds cannot alarm in a suite of many tests, so what
   * others imply is better left out.
   */
  default boolean isGated(Condition condition) {
    return true;
  }

  /** The experiment's figure. */
  Figure figure();

  /** Names of the classes that items are told apart into, by number; empty where numbers do. */
  default List<String> classes() {
    return List.of();
  }

  /** Further figures, below the main one. */
  default List<Figure> further() {
    return List.of();
  }

  /** A few images as the networks see them, for the report. */
  List<Sample> samples(Scale scale, DataDirectory data);

  /** What readers must know before all else; empty where there is nothing. */
  default String notice() {
    return "";
  }

  /** At which point of the training, and on what, the values were taken. */
  default String measuredAt() {
    return "Each value is that of the last iteration on all test items.";
  }

  /** Whether a scale would take days without a GPU: then it is run there only when it is named. */
  default boolean needsGpu(Scale scale) {
    return false;
  }

  /**
   * The seeds it runs of those asked for: one where every seed gives the same numbers.
   *
   * @throws io.retort.data.DataException when what limits them is not at hand
   */
  default List<Long> seeds(List<Long> asked, DataDirectory data) {
    return isDeterministic() ? asked.subList(0, 1) : asked;
  }

  /** Why it cannot be run on what is at hand; empty where it can, or where that shows later. */
  default String unavailable(DataDirectory data) {
    return "";
  }

  /** The readings a scale runs: all at paper scale, the default elsewhere. */
  default List<String> readings(Scale scale) {
    List<String> all = List.copyOf(readings().keySet());
    return scale == Scale.PAPER || all.isEmpty() ? all : all.subList(0, 1);
  }

  /** The default reading; empty where nothing is open. */
  default String defaultReading() {
    return readings().isEmpty() ? "" : readings().keySet().iterator().next();
  }

  /** The paper's id. */
  default String paper() {
    return id().substring(0, id().indexOf('/'));
  }

  /** The name within the paper. */
  default String name() {
    return id().substring(id().indexOf('/') + 1);
  }

  /**
   * Whether every seed gives the same numbers: then one is run, and printed values always apply.
   */
  default boolean isDeterministic() {
    return false;
  }

  /**
   * A cell of this experiment; the reading is left out where it does not matter.
   *
   * <p>What another experiment of the paper trains may be a cell of that one: it is then trained
   * once, as that one says. A cell of the grid must keep its condition.
   */
  default Cell cell(Scale scale, String reading, Condition condition, long seed) {
    return new Cell(id(), scale, depends(condition) ? reading : "", condition, seed);
  }
}
