/** The command line: thin commands over the packages below. */
@NullMarked
package io.retort.cli;

import org.jspecify.annotations.NullMarked;
