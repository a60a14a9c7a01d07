package io.retort.training;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Everything that determines a cell's numbers, but for its seed: how a network is trained, or what
 * is measured without training.
 */
public interface Recipe {
  /** The published weights it asks for; empty for none. */
  @JsonIgnore
  default String pretrained() {
    return "";
  }
}
