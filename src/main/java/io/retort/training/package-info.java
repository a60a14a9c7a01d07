/** Recipes and the loop that trains them. */
@NullMarked
package io.retort.training;

import org.jspecify.annotations.NullMarked;
