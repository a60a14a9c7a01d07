/** Generated data: deterministic by seed, no fonts, no files. */
@NullMarked
package io.retort.data.synthetic;

import org.jspecify.annotations.NullMarked;
