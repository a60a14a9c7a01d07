/** Images decoded once and kept as one memory-mapped tensor. */
@NullMarked
package io.retort.data.cache;

import org.jspecify.annotations.NullMarked;
