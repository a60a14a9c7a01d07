/** Metrics as pure functions on arrays. */
@NullMarked
package io.retort.metric;

import org.jspecify.annotations.NullMarked;
