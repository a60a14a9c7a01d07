/** Batches, with random changes keyed by seed, epoch and place; masks change with their images. */
@NullMarked
package io.retort.data.augment;

import org.jspecify.annotations.NullMarked;
