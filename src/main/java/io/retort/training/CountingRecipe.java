package io.retort.training;

import io.retort.model.Network;

/** A network to be counted, not trained. */
public record CountingRecipe(Network network) implements Recipe {}
