/** Images as planes of bytes: decoding, resizing, cleaning. */
@NullMarked
package io.retort.data.image;

import org.jspecify.annotations.NullMarked;
