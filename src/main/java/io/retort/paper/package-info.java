/** One package per paper; none knows another. */
@NullMarked
package io.retort.paper;

import org.jspecify.annotations.NullMarked;
