package io.retort.experiment;

import io.retort.claim.Condition;
import io.retort.training.Scale;

/**
 * A condition and a seed: the unit of work, of storing and of resuming.
 *
 * @param experiment the experiment's id
 * @param variant the declared reading; empty where the condition does not depend on one
 */
public record Cell(String experiment, Scale scale, String variant, Condition condition, long seed) {

  /** The cell in words, such as {@code student, n=10 [printed], seed 3}. */
  @Override
  public String toString() {
    return condition + (variant.isEmpty() ? "" : " [" + variant + "]") + ", seed " + seed;
  }

  /** A short file name, unique within experiment and scale. */
  String fileName() {
    String name = condition.toString().replace(", ", "_").replaceAll("[^A-Za-z0-9_.=-]", "-");
    return name + (variant.isEmpty() ? "" : "_" + variant) + "_seed=" + seed;
  }
}
