package io.retort.training;

import io.retort.model.Initialiser;

/**
 * Where a network's first weights come from.
 *
 * @param initialiser how they are drawn; those of the head always
 * @param pretrained id of the published file that replaces them, where it is at hand; empty for
 *     none
 * @param branch role of the training whose state, optimizer's included, this one goes on from;
 *     empty for none
 */
public record Start(Initialiser initialiser, String pretrained, String branch) {
  /** Drawn as PyTorch does by default. */
  public static final Start PYTORCH = new Start(Initialiser.PYTORCH, "", "");

  /** Drawn as Keras does by default. */
  public static final Start KERAS = new Start(Initialiser.KERAS, "", "");

  /** Published weights where they are at hand, else drawn as PyTorch does. */
  public static Start pretrained(String id) {
    return new Start(Initialiser.PYTORCH, id, "");
  }

  /** The state that another training of the same network ended in. */
  public static Start branch(String role) {
    return new Start(Initialiser.PYTORCH, "", role);
  }
}
