/**
 * Where a number comes from: fingerprints of data, recipe, code and environment, and the run
 * record.
 */
@NullMarked
package io.retort.provenance;

import org.jspecify.annotations.NullMarked;
