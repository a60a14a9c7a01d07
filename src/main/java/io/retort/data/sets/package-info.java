/** Data sets in their publishers' layouts: what is listed, what is there, how it is split. */
@NullMarked
package io.retort.data.sets;

import org.jspecify.annotations.NullMarked;
