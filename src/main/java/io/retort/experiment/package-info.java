/** Experiments as grids of cells, the store of their results, and the executors that fill it. */
@NullMarked
package io.retort.experiment;

import org.jspecify.annotations.NullMarked;
