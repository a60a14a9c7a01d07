/** Which items an epoch shows, and how often. */
@NullMarked
package io.retort.data.sampling;

import org.jspecify.annotations.NullMarked;
