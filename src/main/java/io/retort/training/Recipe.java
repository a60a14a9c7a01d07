package io.retort.training;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Everything that determines a cell's numbers, but for its seed: how a network is trained, or what
 * is measured without training.
 */
public interface Recipe {
  /** Ids of the published weights it asks for, each once. */
  @JsonIgnore
  default List<String> pretrained() {
    return List.of();
  }
}
