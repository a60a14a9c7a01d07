/** Files fetched over HTTP and archives unpacked: whole and verified, or not there. */
@NullMarked
package io.retort.data.download;

import org.jspecify.annotations.NullMarked;
