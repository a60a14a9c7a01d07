/** Data sets in their publishers' formats, subsets, and randomness keyed by seed. */
@NullMarked
package io.retort.data;

import org.jspecify.annotations.NullMarked;
