/** Losses as pure functions of tensors. */
@NullMarked
package io.retort.loss;

import org.jspecify.annotations.NullMarked;
