/** Networks as blocks of the engine, their initialisers and their weight files. */
@NullMarked
package io.retort.model;

import org.jspecify.annotations.NullMarked;
