package io.retort.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A network's architecture as a value; part of the result's key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public interface Network {
  /** A fresh block without parameters' values. */
  Block block();

  /** Shape of one item: (channels, height, width). */
  @JsonIgnore
  Shape itemShape();
}
