/**
 * Claims, reference values and verdicts: what a paper states, what we measured, and what may be
 * said of it.
 */
@NullMarked
package io.retort.claim;

import org.jspecify.annotations.NullMarked;
