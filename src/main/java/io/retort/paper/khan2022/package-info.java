/**
 * Khan et al., "Knowledge Distillation approach towards Melanoma Detection", 2022.
 *
 * <p>So far only the sizes of its networks; the ledger says how they are read.
 */
@NullMarked
package io.retort.paper.khan2022;

import org.jspecify.annotations.NullMarked;
