/** Figures, pages and machine-readable exports of what was found. */
@NullMarked
package io.retort.report;

import org.jspecify.annotations.NullMarked;
