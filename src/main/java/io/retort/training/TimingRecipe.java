package io.retort.training;

import io.retort.model.Network;

/**
 * A network whose answers are timed, not trained.
 *
 * @param network at its published size
 * @param images answered one after the other in batches; 1 for a single image
 */
public record TimingRecipe(Network network, String images) implements Recipe {}
