/** The sets that there are: where they come from, under which licence, what is at hand. */
@NullMarked
package io.retort.data.catalogue;

import org.jspecify.annotations.NullMarked;
